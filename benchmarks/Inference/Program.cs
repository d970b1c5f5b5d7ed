using System.Globalization;
using RagCluster.Inference.Models;
using RagCluster.InferenceBenchmark;
using RagCluster.InferenceBenchmark.Soaking;

// Usage: dotnet run -c Release -- MODELS [full | quick | equality | interactive | fp32 [THREADS] | int8 [THREADS] | devices [cuda:N]],
// MODELS being a folder with onnx/model.onnx and onnx/model_quantized.onnx of MiniLM's shape, and a vocab.txt in it or beside it; or:
// SHIPPED devices [cuda:N], SHIPPED soak MINUTES [MODELS], SHIPPED being the product's folder of models.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = Path.GetFullPath(args[0]);
string mode = args.Length > 1 ? args[1] : "full";
Console.WriteLine("case,figure,value,unit");
return mode switch
{
    "soak" => await SoakAsync(TimeSpan.FromMinutes(double.Parse(args[2])), args.ElementAtOrDefault(3)) ? 0 : 1,
    "equality" => await EachAsync(EqualityAsync),
    "interactive" => await EachAsync(entry => Interactive.RunAsync(entry, TimeSpan.FromSeconds(10))),
    "fp32" => await ContestAsync(ModelPrecision.Fp32),
    "int8" => await ContestAsync(ModelPrecision.Int8),
    "devices" => await DevicesAsync(args.ElementAtOrDefault(2) ?? "cuda:0"),
    _ => await AllAsync(mode == "quick"),
};

static ModelEntry Entry(string folder, ModelPrecision precision)
{
    string[] vocabularies = [Path.Combine(folder, "vocab.txt"), Path.Combine(folder, "../tokenizer-bert-uncased/vocab.txt")];
    return Shape.Entry(folder, vocabularies.First(File.Exists), precision);
}

static string PeerFolder() => Path.Combine(AppContext.BaseDirectory, "../../../peer");

async Task<int> EachAsync(Func<ModelEntry, Task> measure)
{
    await measure(Entry(folder, ModelPrecision.Fp32));
    await measure(Entry(folder, ModelPrecision.Int8));
    return 0;
}

static async Task EqualityAsync(ModelEntry entry)
{
    await using Contest contest = await Contest.StartAsync(entry, 2, PeerFolder());
    await contest.CompareVectorsAsync();
}

async Task<int> DevicesAsync(string gpu)
{
    if (File.Exists(Path.Combine(folder, "registry.json")))
        await Devices.RunAsync(ModelRegistry.Load(folder, Path.Combine(folder, "none")).Default, gpu);
    foreach (ModelPrecision precision in (ModelPrecision[])[ModelPrecision.Fp32, ModelPrecision.Int8])
    {
        if (File.Exists(Shape.Graph(folder, precision)))
            await Devices.RunAsync(Entry(folder, precision), gpu);
    }

    return 0;
}

Task<bool> SoakAsync(TimeSpan time, string? slow)
{
    ModelEntry builtIn = ModelRegistry.Load(folder, Path.Combine(folder, "none")).Default;
    return Soak.RunAsync(slow is null ? [builtIn] : [builtIn, Entry(Path.GetFullPath(slow), ModelPrecision.Fp32)], time);
}

async Task<int> ContestAsync(ModelPrecision precision)
{
    double peak = MeasurePeak();
    foreach (int threads in args.Length > 2 ? [int.Parse(args[2])] : (int[])[1, 2])
        await CompeteAsync(precision, threads, peak, quick: false);
    return 0;
}

async Task<int> AllAsync(bool quick)
{
    double peak = MeasurePeak();
    foreach (ModelPrecision precision in (ModelPrecision[])[ModelPrecision.Fp32, ModelPrecision.Int8])
    {
        foreach (int threads in (int[])[1, 2])
            await CompeteAsync(precision, threads, peak, quick);
        await Interactive.RunAsync(Entry(folder, precision), quick ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(20));
    }

    await Budgets.RunAsync(Entry(folder, ModelPrecision.Fp32), quick ? 128 : 512);
    return 0;
}

async Task CompeteAsync(ModelPrecision precision, int threads, double peak, bool quick)
{
    await using Contest contest = await Contest.StartAsync(Entry(folder, precision), threads, PeerFolder());
    await contest.RunAsync(quick ? 1 : 4, quick ? 128 : 768, precision == ModelPrecision.Fp32 ? peak : null);
    if (threads == 2)
        await contest.CompareVectorsAsync();
}

static double MeasurePeak()
{
    double peak = Peak.GflopPerCpuSecond();
    Figures.Print("processor", "peak fp32", peak, "GFLOP/CPU-s");
    return peak;
}
