using System.Globalization;
using RagCluster.Ingest;

// Prints lines "case,figure,value,unit" for benchmarks/results.
const string Usage = "Usage: Ingest [--count 100000] [--dimensions 384] [--batch 1024] [--graph ROWS] [--folder DIR]";
Dictionary<string, string> options = new(StringComparer.Ordinal)
{
    ["--count"] = "100000",
    ["--dimensions"] = "384",
    ["--batch"] = "1024",
    ["--graph"] = "4096",
    ["--folder"] = "",
};
for (int i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }

    options[args[i]] = args[i + 1];
}

string folder = options["--folder"].Length > 0 ? options["--folder"] : Directory.CreateTempSubdirectory("rag-ingest-").FullName;
try
{
    await new IngestRun(
        int.Parse(options["--count"], CultureInfo.InvariantCulture),
        int.Parse(options["--dimensions"], CultureInfo.InvariantCulture),
        int.Parse(options["--batch"], CultureInfo.InvariantCulture),
        int.Parse(options["--graph"], CultureInfo.InvariantCulture),
        folder
    ).RunAsync();
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
