using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Brings what this silo observed to the experiments, a second's worth at a time. What can't be brought is given up: evidence may be lost,
/// as long as it is lost for every arm alike. One per silo.
/// </summary>
/// <param name="grains">Reaches the experiments.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what was lost.</param>
internal sealed partial class OutcomeReports(IGrainFactory grains, TimeProvider time, ILogger<OutcomeReports> log)
{
    private const int WaitingMax = 50_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(string Experiment, UnitOutcome Outcome)> _waiting = new();
    private int _isSending;

    /// <summary>A search was answered.</summary>
    internal void Searched(Exposure exposure, FoundPassages found, CallReport report)
    {
        Timed(exposure, report);
        Add(exposure, OutcomeKind.Answered, found.Passages.Length > 0 ? 1 : 0);
        if (found.Passages.Length > 0)
            Add(exposure, OutcomeKind.Click, 0);
    }

    /// <summary>A question was answered.</summary>
    internal void Answered(Exposure exposure, Answer answer, CallReport report)
    {
        Timed(exposure, report);
        Add(exposure, OutcomeKind.Answered, answer.Abstention is null ? 1 : 0);
        int written = answer.Sentences.Length + answer.DroppedSentenceCount;
        if (written > 0)
            Add(exposure, OutcomeKind.Groundedness, answer.Sentences.Count(sentence => !sentence.IsUnsupported) / (double)written);
        if (answer.Citations.Length > 0)
            Add(exposure, OutcomeKind.Click, 0);
    }

    /// <summary>A query failed.</summary>
    internal void Failed(Exposure exposure) => Add(exposure, OutcomeKind.Answered, 0);

    // A cache's time says nothing about the arm, and a small arm has fewer hits.
    private void Timed(Exposure exposure, CallReport report)
    {
        if (report.Cached is null)
            Add(exposure, OutcomeKind.Latency, Math.Log(Math.Max(report.Took.TotalMilliseconds, 0.01)));
    }

    private void Add(Exposure exposure, OutcomeKind outcome, double value)
    {
        if (_waiting.Count >= WaitingMax)
            return;
        _waiting.Enqueue((exposure.Experiment, new UnitOutcome(exposure.Unit, outcome, value)));
        if (Interlocked.CompareExchange(ref _isSending, 1, 0) == 0)
            _ = Task.Run(SendAsync);
    }

    private async Task SendAsync()
    {
        do
        {
            await Task.Delay(Period, time);
            List<(string Experiment, UnitOutcome Outcome)> taken = [];
            while (_waiting.TryDequeue(out (string Experiment, UnitOutcome Outcome) next))
                taken.Add(next);
            foreach (IGrouping<string, UnitOutcome> batch in taken.GroupBy(next => next.Experiment, next => next.Outcome))
                await SendAsync(batch.Key, [.. batch]);
            Volatile.Write(ref _isSending, 0);
        }
        // What came between the last look and the mark would wait for the next query.
        while (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _isSending, 1, 0) == 0);
    }

    private async Task SendAsync(string experiment, UnitOutcome[] outcomes)
    {
        try
        {
            await grains.GetGrain<IExperimentGrain>(experiment).RecordAsync(outcomes, CancellationToken.None);
        }
        catch (Exception error) when (error is RagException or TimeoutException or OrleansException or IOException)
        {
            LogLost(error, outcomes.Length, experiment);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} outcomes did not reach the experiment {Experiment} and are lost")]
    private partial void LogLost(Exception error, int count, string experiment);
}
