using Microsoft.Extensions.Logging;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Planning.Evidence;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>Runs a class's golden queries again when events have made what is known of its plans fade, one run at a time.</summary>
/// <param name="key">The class with its collection.</param>
/// <param name="memory">What is known.</param>
/// <param name="golden">Runs a query with every plan.</param>
/// <param name="options">How often, and how many queries.</param>
/// <param name="log">Says when a run did not end.</param>
internal sealed partial class GoldenReruns(string key, PlanMemory memory, GoldenRuns golden, PlannerOptions options, ILogger log)
{
    private Task _run = Task.CompletedTask;

    /// <summary>
    /// Begins a run if one is due and none goes on. Returns at the run's first wait; meanwhile the grain chooses plans as ever.
    /// </summary>
    internal void BeginIfDue(DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool isFree = options.GoldenQueriesMax > 0 && _run.IsCompleted && !cancellationToken.IsCancellationRequested;
        if (isFree && memory.Ledger.IsGoldenDue(options.GoldenPause, now))
            _run = RunAsync(memory.Ledger, now, cancellationToken);
    }

    // What the run learns goes to the ledger that it began with, which may have been replaced meanwhile.
    private async Task RunAsync(PlanLedger ledger, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            QueryRecord[] confirmed = GoldenRuns.Among(memory.Records(), ledger.Lineage, options.GoldenQueriesMax);
            if (confirmed.Length == 0)
                return;
            ledger.GoldenBegins(now);
            foreach (QueryRecord query in confirmed)
            {
                int epoch = ledger.Epoch;
                PlanVerdict[] verdicts = await golden.RunAsync(query, cancellationToken);
                if (verdicts.Length > 0)
                    ledger.AddGolden(verdicts, epoch);
                memory.HasNewEvidence = true;
            }
        }
        catch (Exception error)
        {
            // Any failure ends the run: the next event brings the next one, and no query waits for it.
            LogEnded(error, key);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The golden queries of {Key} were not all run again")]
    private partial void LogEnded(Exception error, string key);
}
