using ProbDsl.Data;

namespace ProbDsl.Samples;

/// <summary>Images to train on and others to test on.</summary>
/// <param name="Description">What they are, in a few words.</param>
/// <param name="Train">Grey values, which the model takes for probabilities and binarises afresh at each use.</param>
/// <param name="Test">Zeros and ones, drawn once.</param>
internal sealed record ImageSet(string Description, Images Train, Images Test)
{
    /// <summary>The options that <see cref="Read"/> looks at.</summary>
    public static IReadOnlyList<string> Options { get; } = ["images", "train", "seed"];

    /// <summary>Reads the images that the command line names, or makes some.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="made">Images to train on where they are made; a quarter as many are for testing.</param>
    /// <exception cref="ArgumentException">Too many images are asked for.</exception>
    /// <exception cref="InvalidDataException">The file is no IDX file of images.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageSet Read(CommandLine options, int made)
    {
        ulong seed = options.Seed();
        string? path = options.Text("images");
        Images all;
        int train;
        if (path is null)
        {
            train = options.Integer("train", made);
            all = ProceduralImages.Create(checked(train + (train + 3) / 4), seed);
        }
        else
        {
            all = Idx.ReadImages(path);
            train = options.Integer("train", all.Count * 4 / 5);
            if (train < 1 || train > all.Count - 2)
                throw new ArgumentException($"--train must leave two images of {all.Count} for testing and be at least 1, but is {train}.");
        }
        (Images first, Images others) = all.Split(train);
        string description = path is null ? "procedural images (bars, crosses, rings, blobs, frames)" : $"images of {Path.GetFileName(path)}";
        return new ImageSet($"{description}, {all.Height} x {all.Width}: {first.Count} to train on, {others.Count} to test on", first, others.Binarize(seed));
    }
}
