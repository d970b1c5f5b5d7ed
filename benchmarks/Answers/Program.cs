using System.Globalization;
using RagCluster.AnswersBenchmark.Pairs;
using RagCluster.AnswersBenchmark.Questions;
using RagCluster.Grounding.Tests.Calibration;

// Prints lines "case,figure,value,unit" for benchmarks/results.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (
    args is not [var models, var file, .. var options]
    || options.Where(option => !option.StartsWith("--near=", StringComparison.Ordinal)).Except(["--quick", "--calibrate"]).Any()
)
{
    await Console.Error.WriteLineAsync("Usage: AnswersBenchmark MODELS QUESTIONS [--quick] [--calibrate] [--near=CLAIMS]");
    return 2;
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
VerifierQuality.Print(set, isCalibrating, options.Contains("--quick") ? 500 : 1_000);
await AnswerQuality.PrintAsync(set, models, isCalibrating, options.Contains("--quick"));
return 0;
