using System.Diagnostics;
using System.Globalization;
using RagCluster.Reading;
using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Reading.Worker;

const string WorkerVerb = "read-document";
const double RatioMax = 1.2;
const string Usage = "Usage: Reading [--files 5000] [--rounds 5] [--seed 1]";

// The workers are this program, as those of the server are the server.
if (args is [WorkerVerb])
{
    await using Stream input = Console.OpenStandardInput();
    await using Stream output = Console.OpenStandardOutput();
    return await ReadingWorker.RunAsync(input, output);
}

// Prints lines "case,figure,value,unit" for benchmarks/results.
Dictionary<string, int> options = new(StringComparer.Ordinal)
{
    ["--files"] = 5_000,
    ["--rounds"] = 5,
    ["--seed"] = 1,
};
for (int i = 0; i < args.Length; i += 2)
{
    if (
        !options.ContainsKey(args[i])
        || i + 1 == args.Length
        || !int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out int value)
        || value < 1
    )
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }

    options[args[i]] = value;
}

byte[][] files = MarkdownFiles.Make(options["--files"], options["--seed"]);
Print("files", "mean size", files.Average(file => file.Length), "B");
double ratio = await CompareAsync("all at once", files.Length);

// As many as a collection has indexed at once (IngestOptions.Parallelism).
int callers = Math.Max(4, Environment.ProcessorCount * 2);
await CompareAsync($"{callers} at once", callers);
return ratio <= RatioMax ? 0 : 1;

async Task<double> CompareAsync(string name, int callers)
{
    List<(double Wall, double Processor)> inProcess = [],
        inWorkers = [];
    InProcessReader direct = new();
    await using WorkerDocumentReader workers = new(
        WorkerCommand.ForThisProgram(WorkerVerb),
        new SlowLane(SlowLane.PlacesDefault),
        TimeProvider.System
    );
    // Both read all files once before: a server's workers, as the server, have compiled their parsers.
    await RoundAsync(direct, files, callers);
    (double cold, _) = await RoundAsync(workers, files, callers);
    Print(name, "first round in workers, with their start", cold, "s");
    for (int round = 0; round < options["--rounds"]; round++)
    {
        inProcess.Add(await RoundAsync(direct, files, callers));
        inWorkers.Add(await RoundAsync(workers, files, callers));
    }

    Report(name, "in process", inProcess);
    Report(name, "in workers", inWorkers);
    double clock = Median(inWorkers, r => r.Wall) / Median(inProcess, r => r.Wall);
    Print(name, "workers / in process by the clock", clock, "");
    Print(name, "workers / in process of processor time", Median(inWorkers, r => r.Processor) / Median(inProcess, r => r.Processor), "");
    return clock;
}

static async Task<(double Wall, double Processor)> RoundAsync(IDocumentReader reader, byte[][] files, int callers)
{
    double processor = ProcessorTime.Seconds();
    long began = Stopwatch.GetTimestamp();
    await Parallel.ForAsync(
        0,
        files.Length,
        new ParallelOptions { MaxDegreeOfParallelism = callers },
        async (i, ct) =>
        {
            ExtractedDocument document = await reader.ReadAsync(files[i], $"note-{i}.md", ct);
            if (document.Format != DocumentFormat.Markdown || document.Blocks.Count == 0)
                throw new InvalidOperationException($"File {i} was not read as Markdown.");
        }
    );
    return (Stopwatch.GetElapsedTime(began).TotalSeconds, ProcessorTime.Seconds() - processor);
}

static void Report(string row, string place, List<(double Wall, double Processor)> rounds)
{
    Print(row, $"{place}: by the clock", Median(rounds, r => r.Wall), "s");
    Print(row, $"{place}: processor time", Median(rounds, r => r.Processor), "s");
}

static double Median(List<(double Wall, double Processor)> rounds, Func<(double Wall, double Processor), double> figure) =>
    rounds.Select(figure).Order().ElementAt(rounds.Count / 2);

static void Print(string row, string figure, double value, string unit) =>
    Console.WriteLine(FormattableString.Invariant($"{row},{figure},{value:0.###},{unit}"));
