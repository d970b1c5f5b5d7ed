using System.Globalization;
using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.PlannerBenchmark.Reports;

// Prints lines "case,figure,value,unit" for benchmarks/results.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["produce", var models, var data, var made])
{
    await MatrixProducer.RunAsync(models, data, made);
    return 0;
}

if (args is ["interference", var from, var judged])
{
    await MatrixProducer.InterfereAsync(from, judged);
    return 0;
}

if (args is ["run", var folder, .. var options])
{
    int pictures = Array.IndexOf(options, "--pictures");
    FullReport.Print(folder, options.Contains("--quick"), pictures >= 0 && pictures + 1 < options.Length ? options[pictures + 1] : null);
    return 0;
}

await Console.Error.WriteLineAsync(
    "Usage: PlannerBenchmark produce MODELS DATA MATRICES | interference MODELS DATA | run MATRICES [--quick] [--pictures DIR]"
);
return 2;
