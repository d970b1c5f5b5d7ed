using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>A run of the writing program under strace: which flush failed, and what was printed after it.</summary>
internal sealed partial class FlushTrace
{
    private readonly string _folder;
    private readonly HashSet<string> _failedPaths = [];

    private FlushTrace(string folder) => _folder = folder;

    public Acknowledgements Acknowledgements { get; } = new();

    public int FailedFlushes { get; private set; }

    /// <summary>The file whose flush failed first.</summary>
    public string FirstFailedFile { get; private set; } = "none";

    public int AcknowledgedAfterFailure { get; private set; }

    public int RefusedAfterFailure { get; private set; }

    public static async Task<FlushTrace> RecordAsync(string dataFolder, string traceFile, int documents, int failing)
    {
        using Process writer = CrashWriterProcess.StartWithFailingFlush(dataFolder, documents, failing, traceFile);
        FlushTrace trace = new(dataFolder);
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            trace.Acknowledgements.Add(line);
        }

        await writer.WaitForExitAsync();
        foreach (string line in await File.ReadAllLinesAsync(traceFile))
        {
            trace.Read(line);
        }

        return trace;
    }

    private void Read(string line)
    {
        if (Flushed().Match(line) is { Success: true } flushed)
        {
            ReadFlush(flushed.Groups[1].Value, line.Contains("(INJECTED)", StringComparison.Ordinal));
        }
        else if (_failedPaths.Count > 0 && Printed().Match(line) is { Success: true } printed)
        {
            bool refused = printed.Groups[1].Value == "refused";
            AcknowledgedAfterFailure += refused ? 0 : 1;
            RefusedAfterFailure += refused ? 1 : 0;
        }
    }

    private void ReadFlush(string path, bool failed)
    {
        if (failed)
        {
            FailedFlushes++;
            _failedPaths.Add(path);
            if (FailedFlushes == 1)
            {
                FirstFailedFile = Path.GetFileName(path);
            }
        }
        else if (path == _folder)
        {
            // SQLite ignores a failed flush of the folder; the store changes the folder again and flushes it itself.
            _failedPaths.Remove(path);
        }
    }

    [GeneratedRegex(@"f(?:data)?sync\(\d+<([^>]+)>.* = ")]
    private static partial Regex Flushed();

    [GeneratedRegex(@"write\(\d+<[^>]*>, ""(accepted|indexed|refused) ")]
    private static partial Regex Printed();
}
