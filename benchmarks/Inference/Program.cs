using System.Globalization;
using RagCluster.Inference.Models;
using RagCluster.InferenceBenchmark;

// Texts a second of the batcher against the direct loop over the same model file with as many threads, in turns; queries beside bulk work;
// equality of the vectors. Usage: dotnet run -c Release -- MODELS [quick | equality | interactive], MODELS being a folder with onnx/model.onnx and
// onnx/model_quantized.onnx of MiniLM's shape, and a vocab.txt in it or beside it.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = Path.GetFullPath(args[0]);
bool quick = args.Length > 1 && args[1] == "quick";
string peer = args.Length > 2 ? args[2] : Path.Combine(AppContext.BaseDirectory, "../../../peer");
string vocabulary = new[] { Path.Combine(folder, "vocab.txt"), Path.Combine(folder, "../tokenizer-bert-uncased/vocab.txt") }.First(File.Exists);
Console.WriteLine("case,figure,value,unit");
if (args.Length > 1 && args[1] is ("equality" or "interactive"))
{
    foreach (ModelPrecision precision in (ModelPrecision[])[ModelPrecision.Fp32, ModelPrecision.Int8])
    {
        ModelEntry entry = Shape.Entry(folder, vocabulary, precision);
        await using var contest = await Contest.StartAsync(entry, 2, peer);
        if (args[1] == "equality")
            await contest.CompareVectorsAsync();
        else
            await Interactive.RunAsync(entry, TimeSpan.FromSeconds(10));
    }

    return;
}

double peak = Peak.GflopPerCpuSecond();
Figures.Print("processor", "peak fp32", peak, "GFLOP/CPU-s");
foreach (ModelPrecision precision in (ModelPrecision[])[ModelPrecision.Fp32, ModelPrecision.Int8])
{
    ModelEntry entry = Shape.Entry(folder, vocabulary, precision);
    foreach (int threads in (int[])[1, 2])
    {
        await using var contest = await Contest.StartAsync(entry, threads, peer);
        await contest.RunAsync(quick ? 1 : 4, quick ? 128 : 768, precision == ModelPrecision.Fp32 ? peak : null);
        if (threads == 2)
            await contest.CompareVectorsAsync();
    }

    await Interactive.RunAsync(entry, quick ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(20));
}

await Budgets.RunAsync(Shape.Entry(folder, vocabulary, ModelPrecision.Fp32), quick ? 128 : 512);
