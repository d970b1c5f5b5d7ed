using System.Globalization;
using RagCluster.AnswersBenchmark.Documents;
using RagCluster.AnswersBenchmark.Pairs;
using RagCluster.AnswersBenchmark.Questions;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Lexical.Analysis;

// Prints lines "case,figure,value,unit" for benchmarks/results.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (
    args is not [var models, var file, .. var options]
    || options
        .Where(option =>
            !option.StartsWith("--near=", StringComparison.Ordinal)
            && !option.StartsWith("--out=", StringComparison.Ordinal)
            && !option.StartsWith("--language=", StringComparison.Ordinal)
            && !option.StartsWith("--passages=", StringComparison.Ordinal)
        )
        .Except(["--quick", "--calibrate", "--pairs", "--features", "--fresh"])
        .Any()
)
{
    await Console.Error.WriteLineAsync(
        "Usage: AnswersBenchmark MODELS QUESTIONS [--quick] [--calibrate] [--pairs] [--features] [--fresh] [--near=CLAIMS] "
            + "[--language=CODE] [--out=ANSWERS] [--passages=COUNT]"
    );
    return 2;
}

int passages = Array.Find(options, option => option.StartsWith("--passages=", StringComparison.Ordinal)) is { } count
    ? int.Parse(count["--passages=".Length..], CultureInfo.InvariantCulture)
    : 10;

// By itself: answers to questions over documentation, for a scorer.
if (Array.Find(options, option => option.StartsWith("--out=", StringComparison.Ordinal)) is { } output)
{
    await DocumentAnswers.WriteAsync(file, models, output["--out=".Length..], options.Contains("--features"), passages);
    return 0;
}

// By itself: it decides about the cache, not about answers.
if (Array.Find(options, option => option.StartsWith("--near=", StringComparison.Ordinal)) is { } near)
{
    string claims = near["--near=".Length..];
    await NearQuestions.PrintAsync(QuestionSet.Load(file), models, claims.Length == 0 ? null : claims);
    return 0;
}

// What a threshold is chosen by is the half that the report leaves out.
bool isCalibrating = options.Contains("--calibrate");
QuestionSet set = QuestionSet.Load(file);
string shared = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "..");

// By itself: what no one may work by.
if (options.Contains("--fresh"))
{
    AdversarialQuality.PrintFresh(shared);
    return 0;
}

// What the verifier's weights are fitted on, by tools/fit-verifier.py.
if (options.Contains("--features"))
{
    PairFeatures.Print(set, shared);
    return 0;
}

string language = Array.Find(options, option => option.StartsWith("--language=", StringComparison.Ordinal)) is { } named
    ? named["--language=".Length..]
    : "en";

// Its pairs are made by the rules of English.
if (language == "en")
{
    VerifierQuality.Print(set, isCalibrating, options.Contains("--quick") ? 500 : 1_000);
    AdversarialQuality.Print(shared, isCalibrating);
}

if (options.Contains("--pairs"))
    return 0;
await AnswerQuality.PrintAsync(set, models, Analyzers.For(language), isCalibrating, options.Contains("--quick"));
return 0;
