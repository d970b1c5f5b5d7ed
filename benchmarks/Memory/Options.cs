using System.Globalization;

namespace RagCluster.MemoryBenchmark;

/// <summary>What the program is told.</summary>
internal sealed record Options
{
    internal const string Usage =
        "Usage: Memory --silo Silo.dll [--minutes 30] [--rate 40] [--chunks 10000] [--picture FILE.svg] [--samples FOLDER]";

    /// <summary>The server program.</summary>
    internal string Silo { get; private set; } = "";

    /// <summary>How long the load lasts.</summary>
    internal double Minutes { get; private set; } = 30;

    /// <summary>Requests a second: what the load sends at most, so that the curve shows the server and not the machine's speed.</summary>
    internal double Rate { get; private set; } = 40;

    /// <summary>The size of the collection, which the load keeps.</summary>
    internal int Chunks { get; private set; } = 10_000;

    /// <summary>Where the curve is drawn; empty for nowhere.</summary>
    internal string Picture { get; private set; } = "";

    /// <summary>Files of several formats that are uploaded now and then; empty for none.</summary>
    internal string Samples { get; private set; } = "";

    /// <summary>Reads the arguments; null when they are wrong.</summary>
    internal static Options? Read(string[] args)
    {
        Options options = new();
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            if (!options.Take(args[i], args[i + 1]))
                return null;
        }

        return args.Length % 2 == 0 && options is { Silo.Length: > 0, Minutes: > 0, Rate: > 0, Chunks: > 0 } ? options : null;
    }

    private bool Take(string name, string value)
    {
        double number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed : 0;
        switch (name)
        {
            case "--silo":
                Silo = value;
                return true;
            case "--minutes":
                Minutes = number;
                return true;
            case "--rate":
                Rate = number;
                return true;
            case "--chunks":
                Chunks = (int)number;
                return true;
            case "--picture":
                Picture = value;
                return true;
            case "--samples":
                Samples = value;
                return true;
            default:
                return false;
        }
    }
}
