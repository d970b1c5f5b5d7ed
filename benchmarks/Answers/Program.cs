using System.Globalization;
using RagCluster.AnswersBenchmark.Pairs;
using RagCluster.AnswersBenchmark.Questions;
using RagCluster.Grounding.Tests.Calibration;

// Prints lines "case,figure,value,unit" for benchmarks/results.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var models, var file, .. var options] || options.Except(["--quick", "--calibrate"]).Any())
{
    await Console.Error.WriteLineAsync("Usage: AnswersBenchmark MODELS QUESTIONS [--quick] [--calibrate]");
    return 2;
}

// What a threshold is chosen by is the half that the report leaves out.
bool isCalibrating = options.Contains("--calibrate");
QuestionSet set = QuestionSet.Load(file);
VerifierQuality.Print(set, isCalibrating, options.Contains("--quick") ? 500 : 1_000);
await AnswerQuality.PrintAsync(set, models, isCalibrating, options.Contains("--quick"));
return 0;
