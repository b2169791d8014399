using System.Globalization;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Charig et al., "Comparison of treatment of renal calculi by open surgery, percutaneous nephrolithotomy, and extracorporeal
// shockwave lithotripsy", British Medical Journal 292 (1986): rows are small and large stones, columns treatments A and B.
int[,] patients = { { 87, 270 }, { 263, 80 } };
int[,] cured = { { 81, 234 }, { 192, 55 } };
int small = patients[0, 0] + patients[0, 1];
int large = patients[1, 0] + patients[1, 1];

Console.WriteLine("Kidney stones (Charig et al. 1986): open surgery (A) against percutaneous nephrolithotomy (B).");
Console.WriteLine();
Console.WriteLine("                  A               B");
Console.WriteLine($"small stones   {Rate(0, 0)}   {Rate(0, 1)}");
Console.WriteLine($"large stones   {Rate(1, 0)}   {Rate(1, 1)}");
Console.WriteLine($"all stones     {Share(Both(cured, 0), Both(patients, 0))}   {Share(Both(cured, 1), Both(patients, 1))}");
Console.WriteLine();

Pooled pooled = new() { Patients = [Both(patients, 0), Both(patients, 1)], Cured = [Both(cured, 0), Both(cured, 1)] };
Pooled.Posterior pooledFit = pooled.Fit();
Console.WriteLine("Pooled model, sizes ignored:");
Console.WriteLine(pooledFit.Summary());

Stratified stratified = new() { Patients = patients, AllPatients = small + large, Cured = cured, SmallStones = small };
Stratified.Posterior fit = stratified.Fit();
Console.WriteLine("Stratified model, one rate for each size and treatment:");
Console.WriteLine(fit.Summary());

Console.WriteLine("The reversal (Simpson's paradox), as the probability that A cures more often than B:");
Report("all patients pooled", pooledFit.AdvantageOfA);
Report("small stones", fit.AdvantageSmall);
Report("large stones", fit.AdvantageLarge);
Report("everybody, adjusted", fit.AdvantageOfA);
Console.WriteLine();
Console.WriteLine("A looks worse in the pool because it was given the large stones, which are harder to cure; within each");
Console.WriteLine("size, and so when everybody is treated alike, it is the better treatment.");
Console.WriteLine(pooledFit.Result.IsReliable && fit.Result.IsReliable
    ? "Verdict: both fits are to be relied on."
    : "Verdict: see the first line of each table; a fit is not to be relied on.");

string Rate(int size, int treatment) => Share(cured[size, treatment], patients[size, treatment]);

static string Share(int part, int whole) => $"{$"{part}/{whole}",7} = {(double)part / whole,4:P0}";

static int Both(int[,] counts, int treatment) => counts[0, treatment] + counts[1, treatment];

static void Report(string name, ScalarPosterior advantage) =>
    Console.WriteLine($"  {name,-20} P(A > B) = {advantage.Probability(d => d > 0):F2}; advantage {100 * advantage.Mean,5:F1} points, "
        + $"90 % from {100 * advantage.Quantile(0.05):F1} to {100 * advantage.Quantile(0.95):F1}");
