using System.Text.Json;
using ProbDsl.Conformance.Models;

namespace ProbDsl.Conformance;

/// <summary>Every posterior that is compared with Stan.</summary>
public static partial class Posteriors
{
    /// <summary>The posteriors that the language was first built for.</summary>
    public static IReadOnlyList<Posterior> Listed { get; } =
    [
        new("eight_schools-eight_schools_centered", d => new EightSchoolsCentered { Y = d.Reals("y"), Sigma = d.Reals("sigma") }.Condition),
        new("eight_schools-eight_schools_noncentered", d => new EightSchoolsNonCentered
        {
            Y = d.Reals("y"), Sigma = d.Reals("sigma"),
        }.Condition, "theta_trans=-"),
        new("radon_mn-radon_hierarchical_intercept_noncentered", d => new RadonHierarchicalInterceptNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogUranium = d.Reals("log_uppm"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_all-radon_partially_pooled_centered", d => new RadonPartiallyPooledCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_all-radon_variable_slope_centered", d => new RadonVariableSlopeCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_mod-radon_county", d => new RadonCounty { J = d.Integer("J"), County = d.Indices("county"), Y = d.Vector("y") }.Condition),
        new("kidiq-kidscore_momhsiq", d => new KidScoreHighSchoolIq
        {
            KidScore = d.Vector("kid_score"), MomHs = d.Vector("mom_hs"), MomIq = d.Vector("mom_iq"),
        }.Condition),
        new("kidiq-kidscore_interaction", d => new KidScoreInteraction
        {
            KidScore = d.Reals("kid_score"), MomHs = d.Reals("mom_hs"), MomIq = d.Reals("mom_iq"),
        }.Condition),
        new("earnings-logearn_interaction", d => new LogEarnInteraction
        {
            LogEarn = d.Reals("earn").Log(), Height = d.Reals("height"), Male = d.Reals("male"),
        }.Condition),
        new("earnings-log10earn_height", d => new Log10EarnHeight { Earn = d.Integers("earn"), Height = d.Integers("height") }.Condition),
        new("wells_data-wells_dae_inter_model", d => WellsInteractions(d).Condition),
        new("wells_data-wells_dist", d => new WellsDistance { Switched = d.Integers("switched"), Dist = d.Reals("dist") }.Condition),
        new("nes_logit_data-nes_logit_model", d => new NesLogit { Vote = d.Integers("vote"), Income = d.Integers("income") }.Condition),
        new("nes1972-nes", d => Nes(d).Condition),
        new("arK-arK", d => new AutoRegression { K = d.Integer("K"), Y = d.Reals("y") }.Condition),
        new("arma-arma11", d => new Arma11 { Y = d.Reals("y") }.Condition),
        new("garch-garch11", d => new Garch11 { Y = d.Reals("y"), Sigma1 = d.Real("sigma1") }.Condition),
        new("sblrc-blr", d => Blr(d).Condition),
        new("mesquite-logmesquite", d => new LogMesquite
        {
            Weight = d.Vector("weight"), Diam1 = d.Vector("diam1"), Diam2 = d.Vector("diam2"), CanopyHeight = d.Vector("canopy_height"),
            TotalHeight = d.Vector("total_height"), Density = d.Vector("density"), Group = d.Vector("group"),
        }.Condition),
        new("GLM_Poisson_Data-GLM_Poisson_model", d => new GlmPoisson { C = d.Integers("C"), Year = d.Reals("year") }.Condition, ByLargest: true),
        new("GLM_Binomial_data-GLM_Binomial_model", d => new GlmBinomial
        {
            C = d.Integers("C"), N = d.Integers("N"), Year = d.Reals("year"),
        }.Condition),
        new("GLMM_Poisson_data-GLMM_Poisson_model", d => new GlmmPoisson { C = d.Integers("C"), Year = d.Reals("year") }.Condition),
        new("GLMM_data-GLMM1_model", d => new Glmm1 { Sites = d.Integer("nsite"), Count = d.Integers("obs"), Site = d.Indices("obssite") }.Condition),
        new("seeds_data-seeds_model", d => new Seeds
        {
            Germinated = d.Integers("n"), Trials = d.Integers("N"), X1 = d.Reals("x1"), X2 = d.Reals("x2"),
        }.Condition),
        new("dogs-dogs", d => new Dogs { Y = d.IntegerRows("y") }.Condition),
        new("dogs-dogs_nonhierarchical", d => new DogsNonHierarchical
        {
            Y = d.IntegerRows("y"),
        }.Condition, "mu_logit_ab=muLogit sigma_logit_ab=sigmaLogit L_logit_ab=l"),
        new("kilpisjarvi_mod-kilpisjarvi", d => new Kilpisjarvi
        {
            X = d.Reals("x"), Y = d.Reals("y"), PriorMeanAlpha = d.Real("pmualpha"), PriorScaleAlpha = d.Real("psalpha"),
            PriorMeanBeta = d.Real("pmubeta"), PriorScaleBeta = d.Real("psbeta"),
        }.Condition),
        new("sesame_data-sesame_one_pred_a", d => new SesameOnePredictor
        {
            Watched = d.Reals("watched"), Encouraged = d.Integers("encouraged"),
        }.Condition),
        new("irt_2pl-irt_2pl", d => new Irt2Pl { Items = d.Integer("I"), Persons = d.Integer("J"), Y = d.IntegerRows("y") }.Condition),
        new("lsat_data-lsat_model", d => new Lsat { Items = d.Integer("T"), Right = LsatAnswers(d) }.Condition),
        new("diamonds-diamonds", d => Diamonds(d).Condition),
        new("Rate_1_data-Rate_1_model", d => new Rate1 { N = d.Integer("n"), K = d.Integer("k") }.Condition),
        new("Rate_2_data-Rate_2_model", d => new Rate2
        {
            N1 = d.Integer("n1"), N2 = d.Integer("n2"), K1 = d.Integer("k1"), K2 = d.Integer("k2"),
        }.Condition),
        new("Rate_3_data-Rate_3_model", d => new Rate3 { N = [d.Integer("n1"), d.Integer("n2")], K = [d.Integer("k1"), d.Integer("k2")] }.Condition),
        new("low_dim_gauss_mix-low_dim_gauss_mix", d => new GaussMix { Y = d.Reals("y") }.Condition),
        new("normal_2-normal_mixture", d => new Models.NormalMixture { Y = d.Reals("y") }.Condition),
        new("M0_data-M0_model", d => new CaptureM0 { T = d.Integer("T"), Y = d.IntegerRows("y") }.Condition),
        new("Mb_data-Mb_model", d => new CaptureMb { T = d.Integer("T"), Y = d.IntegerRows("y") }.Condition),
        new("Mh_data-Mh_model", d => new CaptureMh { T = d.Integer("T"), Y = d.Integers("y") }.Condition),
    ];

    private static LogisticRegression WellsInteractions(JsonElement d)
    {
        double[] dist = d.Reals("dist").Centered().Over(100);
        double[] arsenic = d.Reals("arsenic").Centered();
        double[] educ = d.Reals("educ").Centered().Over(4);
        return Logistic(d, dist, arsenic, educ, dist.Times(arsenic), dist.Times(educ), arsenic.Times(educ));
    }

    private static LogisticRegression Logistic(JsonElement d, params double[][] columns) =>
        new() { X = JsonData.Columns(columns), K = columns.Length, Y = d.Integers("switched") };

    private static Nes Nes(JsonElement d) => new()
    {
        PartyId = d.Reals("partyid7"), RealIdeo = d.Reals("real_ideo"), RaceAdj = d.Reals("race_adj"), Educ1 = d.Reals("educ1"),
        Gender = d.Reals("gender"), Income = d.Reals("income"), Age = d.Integers("age_discrete"),
    };

    private static LinearRegression Blr(JsonElement d) => new() { X = d.Matrix("X"), Y = d.Vector("y"), D = d.Integer("D") };

    private static Diamonds Diamonds(JsonElement d)
    {
        Matrix<double> x = d.Matrix("X");
        double[][] centered = [.. Enumerable.Range(1, x.ColumnCount - 1).Select(k => x.Column(k).ToArray().Centered())];
        return new() { X = JsonData.Columns(centered), K = centered.Length, Y = d.Reals("Y") };
    }

    /// <summary>The file gives each pattern of answers once, with the cumulated number of persons.</summary>
    private static int[][] LsatAnswers(JsonElement d)
    {
        int[] cumulated = d.Integers("culm");
        return [.. d.IntegerRows("response").SelectMany(
            (pattern, i) => Enumerable.Range(0, cumulated[i] - (i == 0 ? 0 : cumulated[i - 1])).Select(_ => pattern.ToArray()))];
    }
}
