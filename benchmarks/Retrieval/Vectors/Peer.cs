using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RagCluster.Benchmarks;

namespace RagCluster.Retrieval.Vectors;

/// <summary>Another library's index on the same data: a program that prints what it measured for each effort.</summary>
/// <param name="ShortName">What the command line calls it.</param>
/// <param name="Name">What it is called in the figures.</param>
/// <param name="Command">The program and its first arguments.</param>
/// <param name="Options">Arguments after those that tell the data: kind, degree and effort of the build.</param>
internal sealed record Peer(string ShortName, string Name, string[] Command, string[] Options)
{
    private const int SearchCells = 6;
    private const int BuildCells = 3;
    private const int ProgressCells = 2;

    // What is expected after so small a share of the rows is too rough to stop by.
    private const int ExpectedAfterShare = 10;

    /// <summary>The short names of all.</summary>
    internal static string[] Names { get; } = [.. All("").Select(peer => peer.ShortName)];

    /// <summary>The peers, with the settings that their users take; efforts of the build as published comparisons have them.</summary>
    internal static Peer[] All(string directory) =>
        [
            new("hnswlib", "hnswlib f32", [Path.Combine(directory, "obj", "hnswlib")], ["16", "128"]),
            new("usearch", "usearch i8 + rescoring", ["node", Path.Combine(directory, "usearch.mjs")], ["i8", "16", "128"]),
            new("faiss", "FAISS HNSW f32", ["/usr/bin/python3", Path.Combine(directory, "faiss_hnsw.py")], ["flat", "16", "128"]),
        ];

    /// <summary>Runs it and prints, for each target, the figures of the least effort that reaches it.</summary>
    internal void Run(PeerTask task, IEnumerable<int> efforts)
    {
        JudgedSet set = task.Set;
        string[] data = [set.Path, Text(set.Rows.Count), Text(set.QueryCount), Text(set.Rows.Dimensions)];
        string[] arguments = [.. Command.Skip(1), .. data, .. Options, .. efforts.Select(Text)];
        ProcessStartInfo start = new(Command[0], arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // One thread each, as ours: without this OpenMP's and OpenBLAS's other threads spin where the search waits for nothing.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            Print(task, Follow(process, task));
        }
        catch (Win32Exception error)
        {
            Figures.Say($"{Name} is left out: {error.Message}");
        }
    }

    private List<double[]> Follow(Process process, PeerTask task)
    {
        List<double[]> searches = new();
        List<string> messages = new();
        process.ErrorDataReceived += (_, message) => messages.Add(message.Data ?? "");
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(task.Limit);
        using CancellationTokenRegistration stop = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        ProgressReport progress = new($"{Name} {task.SetName}, build", task.Set.Rows.Count);
        string? givenUp = null;
        long peak = 0;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            process.Refresh();
            if (!process.HasExited)
                peak = process.PeakWorkingSet64;
            string[] cells = line.Split(',');
            if (cells.Length == ProgressCells && cells[0] == "progress")
            {
                int done = (int)Number(cells[1]);
                progress.Report(done);
                if (givenUp is null && done >= task.Set.Rows.Count / ExpectedAfterShare && progress.Expect(done) > task.Limit)
                {
                    givenUp = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Name} is left out: its build takes {progress.Expect(done).TotalSeconds:0} s or more, and may take "
                            + $"{task.Limit.TotalSeconds} s."
                    );
                    process.Kill(entireProcessTree: true);
                }
            }
            else if (cells.Length == BuildCells && cells[0] == "build")
            {
                Figures.Print($"{Name} {task.SetName}", "build processor time", Number(cells[1]), "s");
                Figures.Print($"{Name} {task.SetName}", "memory", Number(cells[2]), "bytes/vector");
            }
            else if (cells.Length == SearchCells && cells[0] == "search")
            {
                searches.Add([.. cells.Skip(1).Select(Number)]);
            }
        }

        process.WaitForExit();
        if (peak > 0)
            Figures.Print($"{Name} {task.SetName}", "peak memory with the set", peak / 1048576.0, "MiB");
        if (givenUp is not null)
            Figures.Say(givenUp);
        else if (limit.IsCancellationRequested)
            Figures.Say(
                FormattableString.Invariant(
                    $"{Name} was stopped after {task.Limit.TotalSeconds} s; its figures are those it had until then."
                )
            );
        else if (process.ExitCode != 0)
        {
            string? error = messages.LastOrDefault(message => message.Contains("Error", StringComparison.Ordinal));
            Figures.Say($"{Name} is left out: {error ?? $"it ended with {process.ExitCode}."}");
        }

        return searches;
    }

    private void Print(PeerTask task, List<double[]> searches)
    {
        foreach (double target in task.Targets)
        {
            if (searches.FirstOrDefault(search => search[1] >= target) is not { } reached)
                continue;
            string row = FormattableString.Invariant($"{Name} {task.SetName} target {target}");
            Figures.Print(row, "beam", reached[0], "nodes");
            Figures.Print(row, "recall", reached[1], "share");
            Figures.Print(row, "processor time", reached[2], "µs/query");
            Figures.Print(row, "p50", reached[3], "µs");
            Figures.Print(row, "p99", reached[4], "µs");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
