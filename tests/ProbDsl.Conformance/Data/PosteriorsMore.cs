using System.Text.Json;
using ProbDsl.Conformance.Models;
using ProbDsl.Conformance.MoreModels;

namespace ProbDsl.Conformance;

/// <content>Posteriors that the language was not built for: they show whether it is general.</content>
public static partial class Posteriors
{
    /// <summary>Further posteriors.</summary>
    public static IReadOnlyList<Posterior> More { get; } =
    [
        .. Radon("radon_mn"),
        .. Radon("radon_all"),
        new("radon_mn-radon_partially_pooled_centered", d => new RadonPartiallyPooledCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_mn-radon_variable_slope_centered", d => new RadonVariableSlopeCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_mn-radon_variable_intercept_slope_noncentered", d => new RadonVariableInterceptSlopeNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        new("radon_all-radon_hierarchical_intercept_noncentered", d => new RadonHierarchicalInterceptNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogUranium = d.Reals("log_uppm"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition),
        .. new[] { "nes1976", "nes1980", "nes1984", "nes1988", "nes1996", "nes2000" }.Select(year => new Posterior($"{year}-nes", d => Nes(d).Condition)),
        new("kidiq-kidscore_momhs", d => new KidScoreOnePredictor { KidScore = d.Reals("kid_score"), Predictor = d.Reals("mom_hs") }.Condition),
        new("kidiq-kidscore_momiq", d => new KidScoreOnePredictor { KidScore = d.Reals("kid_score"), Predictor = d.Reals("mom_iq") }.Condition),
        new("kidiq_with_mom_work-kidscore_interaction_c", d => new KidScoreInteractionCentered
        {
            KidScore = d.Reals("kid_score"), MomHs = d.Reals("mom_hs"), MomIq = d.Reals("mom_iq"),
        }.Condition),
        new("kidiq_with_mom_work-kidscore_interaction_c2", d => new KidScoreInteractionShifted
        {
            KidScore = d.Vector("kid_score"), MomHs = d.Vector("mom_hs"), MomIq = d.Vector("mom_iq"),
        }.Condition),
        new("kidiq_with_mom_work-kidscore_mom_work", d => new KidScoreMomWork
        {
            KidScore = d.Reals("kid_score"), MomWork = d.Integers("mom_work"),
        }.Condition),
        new("earnings-earn_height", d => new EarnHeight { Earn = d.Reals("earn"), Height = d.Reals("height") }.Condition, ByLargest: true),
        new("earnings-logearn_height", d => new EarnHeight { Earn = d.Reals("earn").Log(), Height = d.Reals("height") }.Condition),
        new("earnings-logearn_height_male", d => LogEarn(d, logHeight: false).Condition),
        new("earnings-logearn_logheight_male", d => LogEarn(d, logHeight: true).Condition),
        new("earnings-logearn_interaction_z", d => new LogEarnInteractionStandardized
        {
            LogEarn = d.Reals("earn").Log(), Height = d.Reals("height"), Male = d.Reals("male"),
        }.Condition),
        new("mesquite-mesquite", d => Flat(
            d.Vector("weight"), d.Reals("diam1"), d.Reals("diam2"), d.Reals("canopy_height"), d.Reals("total_height"), d.Reals("density"), d.Reals("group")).Condition),
        new("mesquite-logmesquite_logvolume", d => Flat(d.Vector("weight").PointwiseLog(), Volume(d).Log()).Condition),
        new("mesquite-logmesquite_logva", d => Flat(d.Vector("weight").PointwiseLog(), Volume(d).Log(), Area(d).Log(), d.Reals("group")).Condition),
        new("mesquite-logmesquite_logvas", d => new LogMesquiteShape
        {
            LogWeight = d.Reals("weight").Log(), Diam1 = d.Reals("diam1"), Diam2 = d.Reals("diam2"), CanopyHeight = d.Reals("canopy_height"),
            TotalHeight = d.Reals("total_height"), Density = d.Reals("density"), Group = d.Reals("group"),
        }.Condition),
        new("sblri-blr", d => Blr(d).Condition),
        new("wells_data-wells_dist100_model", d => Logistic(d, d.Reals("dist").Over(100)).Condition),
        new("wells_data-wells_dist100ars_model", d => Logistic(d, d.Reals("dist").Over(100), d.Reals("arsenic")).Condition),
        new("wells_data-wells_dae_model", d => Logistic(d, d.Reals("dist").Over(100), d.Reals("arsenic"), d.Reals("educ").Over(4)).Condition),
        new("wells_data-wells_dae_c_model", d => WellsCentered(d).Condition),
        new("wells_data-wells_daae_c_model", d => WellsCentered(d, d.Reals("assoc")).Condition),
        new("wells_data-wells_interaction_c_model", d => new WellsInteractionCentered
        {
            Switched = d.Integers("switched"), Dist = d.Reals("dist"), Arsenic = d.Reals("arsenic"),
        }.Condition),
        new("dogs-dogs_hierarchical", d => new DogsHierarchical { Y = d.IntegerRows("y") }.Condition),
        new("dogs-dogs_log", d => new DogsLog { Y = d.IntegerRows("y") }.Condition),
        new("Mt_data-Mt_model", d => new CaptureMt { T = d.Integer("T"), Y = d.IntegerRows("y") }.Condition),
        new("Mth_data-Mth_model", d => new CaptureMth { T = d.Integer("T"), Y = d.IntegerRows("y") }.Condition),
        new("Rate_4_data-Rate_4_model", d => new Rate4 { N = d.Integer("n"), K = d.Integer("k") }.Condition, "thetaprior=thetaPrior"),
        new("Rate_5_data-Rate_5_model", d => new Rate3 { N = [d.Integer("n1"), d.Integer("n2")], K = [d.Integer("k1"), d.Integer("k2")] }.Condition),
        new("seeds_data-seeds_centered_model", d => new SeedsCentered
        {
            Germinated = d.Integers("n"), Trials = d.Integers("N"), X1 = d.Vector("x1"), X2 = d.Vector("x2"),
        }.Condition),
        new("seeds_data-seeds_stanified_model", d => new SeedsStanified
        {
            Germinated = d.Integers("n"), Trials = d.Integers("N"), X1 = d.Integers("x1"), X2 = d.Integers("x2"),
        }.Condition),
        new("low_dim_gauss_mix_collapse-low_dim_gauss_mix_collapse", d => new GaussMixCollapse { Y = d.Vector("y") }.Condition),
        new("normal_5-normal_mixture_k", d => new NormalMixtureK { K = d.Integer("K"), Y = d.Reals("y") }.Condition),
        new("hmm_example-hmm_example", d => new HmmNormal { K = d.Integer("K"), Y = d.Reals("y") }.Condition),
        new("bball_drive_event_0-hmm_drive_0", d => new HmmDrive
        {
            U = d.Reals("u"), V = d.Reals("v"), Alpha1 = d.RealRows("alpha")[0], Alpha2 = d.RealRows("alpha")[1],
        }.Condition),
        .. new[] { "three_docs1200", "three_men1", "three_men3" }.Select(name => new Posterior($"{name}-ldaK2", d => Lda(d).Condition)),
        new("gp_pois_regr-gp_pois_regr", d => new GaussianProcessPoisson { X = d.Reals("x"), K = d.Integers("k") }.Condition, "f=-"),
        new("fims_Aus_Jpn_irt-2pl_latent_reg_irt", d => Irt(d).Condition, "lambda_adj=lambda"),
        new("traffic_accident_nyc-bym2_offset_only", d => new Bym2
        {
            Node1 = d.Indices("node1"), Node2 = d.Indices("node2"), Exposure = d.Reals("E"), ScalingFactor = d.Real("scaling_factor"), Y = d.Integers("y"),
        }.Condition),
        new("ovarian-logistic_regression_rhs", d => Horseshoe(d).Condition),
        new("prostate-logistic_regression_rhs", d => Horseshoe(d).Condition),
        new("rstan_downloads-prophet", d => new Prophet
        {
            Time = d.Reals("t"), Change = d.Reals("t_change"), X = d.Matrix("X"), K = d.Integer("K"), Sigmas = d.Reals("sigmas"),
            Tau = d.Real("tau"), Additive = d.Reals("s_a"), Multiplicative = d.Reals("s_m"), Y = d.Reals("y"),
        }.Condition),
        new("mcycle_gp-accel_gp", d => new AccelGp
        {
            X = d.Matrix("Xgp_1"), Lambda = [.. d.RealRows("slambda_1").Select(row => row[0])],
            XSigma = d.Matrix("Xgp_sigma_1"), LambdaSigma = [.. d.RealRows("slambda_sigma_1").Select(row => row[0])], Y = d.Reals("Y"),
        }.Condition),
        new("state_wide_presidential_votes-hierarchical_gp", d => new HierarchicalGp
        {
            States = d.Integer("N_states"), Regions = d.Integer("N_regions"), ObservedYears = d.Integer("N_years_obs"), Years = d.Integer("N_years"),
            RegionOfState = d.Indices("state_region_ind"), State = d.Indices("state_ind"), Region = d.Indices("region_ind"), Year = d.Indices("year_ind"),
            Counts = [.. Enumerable.Repeat(2.0, 17)], Y = d.Reals("y"),
        }.Condition,
            "GP_region_std=gpRegionStd GP_state_std=gpStateStd length_GP_region_long=lengthRegionLong length_GP_state_long=lengthStateLong "
            + "length_GP_region_short=lengthRegionShort length_GP_state_short=lengthStateShort"),
        new("science_irt-grsm_latent_reg_irt", d => new RatingScale
        {
            Items = d.Integer("I"), Persons = d.Integer("J"), Steps = d.Integers("y").Max(), K = d.Integer("K"), W = d.Matrix("W"),
            Item = d.Indices("ii"), Person = d.Indices("jj"), Y = d.Integers("y"),
        }.Condition, "lambda_adj=lambda"),
        new("mnist_100-nn_rbm1bJ10", d => new OneHiddenLayer
        {
            Pixels = d.Integer("M"), Hidden = 10, FreeClasses = d.Integer("K") - 1, X = d.Matrix("x"), Y = d.Indices("y"),
        }.Condition),
        .. new[] { "prideprejudice_chapter", "prideprejudice_paragraph" }.Select(name => new Posterior($"{name}-ldaK5", d => new Lda
        {
            Documents = d.Integer("M"), Words = d.Integer("V"), Alpha = d.Reals("alpha"), Eta = d.Reals("beta"), Word = d.Indices("w"), Document = d.Indices("doc"),
        }.Condition)),
        .. new[] { "ecdc0401-covid19imperial_v2", "ecdc0501-covid19imperial_v2", "ecdc0401-covid19imperial_v3", "ecdc0501-covid19imperial_v3" }
            .Select(name => new Posterior(name, d => Epidemic(d).Condition)),
    ];

    /// <summary>All posteriors.</summary>
    public static IReadOnlyList<Posterior> All => [.. Listed, .. More];

    private static IEnumerable<Posterior> Radon(string data)
    {
        yield return new($"{data}-radon_pooled", d => new RadonPooled
        {
            Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition);
        yield return new($"{data}-radon_county_intercept", d => new RadonCountyIntercept
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Integers("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition);
        yield return new($"{data}-radon_hierarchical_intercept_centered", d => new RadonHierarchicalInterceptCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogUranium = d.Vector("log_uppm"), Floor = d.Vector("floor_measure"), LogRadon = d.Vector("log_radon"),
        }.Condition);
        yield return new($"{data}-radon_partially_pooled_noncentered", d => new RadonPartiallyPooledNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), LogRadon = d.Reals("log_radon"),
        }.Condition, "alpha_raw=-");
        yield return new($"{data}-radon_variable_intercept_centered", d => new RadonVariableInterceptCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition);
        yield return new($"{data}-radon_variable_intercept_noncentered", d => new RadonVariableInterceptNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition, "alpha_raw=-");
        yield return new($"{data}-radon_variable_intercept_slope_centered", d => new RadonVariableInterceptSlopeCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition);
        yield return new($"{data}-radon_variable_slope_noncentered", d => new RadonVariableSlopeNonCentered
        {
            J = d.Integer("J"), County = d.Indices("county_idx"), Floor = d.Reals("floor_measure"), LogRadon = d.Reals("log_radon"),
        }.Condition, "beta_raw=-");
    }

    private static LogEarnHeightMale LogEarn(JsonElement d, bool logHeight) => new()
    {
        LogEarn = d.Reals("earn").Log(), Height = d.Integers("height"), Male = d.Integers("male"), LogHeight = logHeight,
    };

    private static double[] Area(JsonElement d) => d.Reals("diam1").Times(d.Reals("diam2"));

    private static double[] Volume(JsonElement d) => Area(d).Times(d.Reals("canopy_height"));

    private static FlatRegression Flat(Vector<double> y, params double[][] columns)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, y.Count)];
        return new() { X = JsonData.Columns([ones, .. columns]), K = columns.Length + 1, Y = y };
    }

    private static LogisticRegression WellsCentered(JsonElement d, params double[][] association)
    {
        double[] dist = d.Reals("dist").Centered().Over(100);
        double[] arsenic = d.Reals("arsenic").Centered();
        return Logistic(d, [dist, arsenic, dist.Times(arsenic), .. association, d.Reals("educ").Over(4)]);
    }

    private static LdaTwoTopics Lda(JsonElement d)
    {
        int words = d.Integer("V");
        return new()
        {
            M = d.Integer("M"), V = words, Alpha = [1, 1], Beta = [.. Enumerable.Repeat(1.0, words)],
            Word = d.Indices("w"), Document = d.Indices("doc"),
        };
    }

    /// <summary>Covariates adjusted as the Stan program does: the first column stays, every other one is centred and divided by twice its
    /// deviation (the program's special case for binary columns never applies, by the precedence of its operators).</summary>
    private static LatentRegressionIrt Irt(JsonElement d)
    {
        Matrix<double> w = d.Matrix("W");
        for (int k = 1; k < w.ColumnCount; k++)
        {
            double[] centered = w.Column(k).ToArray().Centered();
            double deviation = Math.Sqrt(centered.Sum(v => v * v) / (centered.Length - 1));
            w.SetColumn(k, centered.Over(2 * deviation));
        }

        return new()
        {
            Items = d.Integer("I"), FreeItems = d.Integer("I") - 1, Persons = d.Integer("J"), K = w.ColumnCount, W = w,
            Item = d.Indices("ii"), Person = d.Indices("jj"), Y = d.Integers("y"),
        };
    }

    private static HorseshoeLogistic Horseshoe(JsonElement d) => new()
    {
        X = d.Matrix("x"), D = d.Integer("d"), ScaleIntercept = d.Real("scale_icept"), ScaleGlobal = d.Real("scale_global"),
        NuGlobal = d.Real("nu_global"), NuLocal = d.Real("nu_local"), SlabScale = d.Real("slab_scale"), SlabDf = d.Real("slab_df"), Y = d.Integers("y"),
    };

    private static EpidemicRenewal Epidemic(JsonElement d) => new()
    {
        Countries = d.Integer("M"), Measures = d.Integer("P"), SeedDays = d.Integer("N0"), Days = d.Integer("N2"),
        InForce = [.. d.GetProperty("X").EnumerateArray().SelectMany(country => country.RealRows())],
        Start = d.Indices("EpidemicStart"), End = d.Integers("N"), Population = d.Reals("pop"),
        SerialInterval = d.Reals("SI"), DeathDelay = d.RealRows("f"), Deaths = d.IntegerRows("deaths"),
    };
}
