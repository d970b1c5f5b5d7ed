using System.Globalization;
using RagCluster.Cache;

// Prints lines "case,figure,value,unit" for benchmarks/results.
const string Usage = "Usage: Cache [--length 1000000] [--seed 1]";
Dictionary<string, int> options = new(StringComparer.Ordinal) { ["--length"] = 1_000_000, ["--seed"] = 1 };
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

HitRates.Measure(1_000, options["--length"], options["--seed"]);
HitRates.Measure(10_000, options["--length"], options["--seed"]);
OperationRates.Measure(options["--length"], options["--seed"]);
return 0;
