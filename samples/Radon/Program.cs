using System.Globalization;
using CsvHelper;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

List<House> houses;
using (StreamReader text = new(Path.Combine(AppContext.BaseDirectory, "radon.csv")))
using (CsvReader csv = new(text, CultureInfo.InvariantCulture))
    houses = [.. csv.GetRecords<House>()];

int counties = houses.Max(house => house.County);

Console.WriteLine($"Radon in {houses.Count} houses of {counties} counties of Minnesota (log scale).");
Console.WriteLine("A house's level depends on its floor and its county; counties come from a common population.");
Console.WriteLine();

Radon model = new()
{
    County = [.. houses.Select(house => house.County - 1)],
    Floor = [.. houses.Select(house => house.Floor)],
    Counties = counties,
    LogRadon = [.. houses.Select(house => house.LogRadon)],
};
Radon.Posterior posterior = model.Fit(new FitOptions { Progress = new ConsoleProgress() });

PosteriorSummary summary = posterior.Summary();
foreach (string line in summary.Header)
    Console.WriteLine(line);
Print(PosteriorSummary.Columns);
foreach (SummaryRow row in summary.Rows.Where(row => !row.Name.StartsWith("level", StringComparison.Ordinal)))
    Print(PosteriorSummary.Cells(row));

Console.WriteLine();
Console.WriteLine("Counties with few houses lean on the others; those with many keep their own mean (basement, log scale):");
Console.WriteLine($"{"county",8}{"houses",8}{"own mean",10}{"level",10}{"± sd",8}");
var byCounty = houses.GroupBy(house => house.County).OrderBy(group => group.Count()).ToList();
foreach (var group in byCounty.Take(3).Concat(byCounty.TakeLast(3)))
{
    double own = group.Average(house => house.LogRadon - posterior.FloorSlope.Mean * house.Floor);
    ScalarPosterior level = posterior.Level[group.Key - 1];
    Console.WriteLine($"{group.Key,8}{group.Count(),8}{own,10:F2}{level.Mean,10:F2}{level.StandardDeviation,8:F2}");
}

Console.WriteLine();
Console.WriteLine($"A basement has exp({-posterior.FloorSlope.Mean:F2}) = {Math.Exp(-posterior.FloorSlope.Mean):F1} times the radon of a first floor.");
Console.WriteLine(posterior.Result.IsReliable
    ? "Verdict: a fit to rely on."
    : "Verdict: not a fit to rely on; see the first line of the table.");

static void Print(IReadOnlyList<string> cells) =>
    Console.WriteLine($"{cells[0],-14}{string.Concat(cells.Skip(1).Select(cell => cell.PadLeft(11)))}");
