using System.Globalization;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>What a client saw of a server whose disk failed once, and what the next server has.</summary>
internal sealed class FlushOutcome
{
    private const string DatabaseFile = "ragcluster.db";
    private const int CommitsOfText = 2;

    /// <summary>strace's record.</summary>
    internal FlushTrace? Trace { get; set; }

    /// <summary>Why the server refused to start; null when it started.</summary>
    internal string? StartRefusal { get; set; }

    /// <summary>
    /// Texts that were acknowledged, with when they were sent, when the client had the acknowledgement, and whether it said that they are
    /// indexed.
    /// </summary>
    internal List<(string Token, DateTimeOffset Sent, DateTimeOffset At, bool IsIndexed)> Acknowledged { get; } = [];

    /// <summary>Problem codes of the uploads that were refused.</summary>
    internal List<string?> Refusals { get; } = [];

    /// <summary>What <c>/health</c> said after the failure.</summary>
    internal string Health { get; set; } = "";

    /// <summary>Whether searches still found every indexed text after the failure.</summary>
    internal bool ReadsGoOn { get; set; }

    /// <summary>Acknowledged texts that the next server does not find exactly once.</summary>
    internal List<string> Lost { get; } = [];

    /// <summary>
    /// Acknowledgements after the failing flush was called. One that was on its way by then is none of them: its text had as many flushes
    /// before the failure as those before it had, and a flush beside it failed.
    /// </summary>
    internal int AcknowledgedAfterFailure =>
        Trace?.FailedTime is { } failed ? Acknowledged.Count(ack => ack.At >= failed && !IsFlushed(ack.Sent, failed)) : 0;

    private bool IsFlushed(DateTimeOffset sent, DateTimeOffset failed)
    {
        int[] others = [.. Acknowledged.Where(ack => ack.At < failed).Select(ack => Trace!.Between(ack.Sent, ack.At))];
        if (others.Length > 0)
            return Trace!.Between(sent, failed) >= others.Min();
        // The first text has none to compare with, but each is stored by a commit of its own and indexed by another. And a checkpoint,
        // which alone flushes the database's file, begins behind a flushed commit, so it may fail between the text's last flush and the
        // word of it.
        return Trace!.Between(sent, failed) >= CommitsOfText || (sent < failed && Trace.FailedFile == DatabaseFile);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"flush {Trace?.FailedAt} of {Trace?.Flushes} failed ({Trace?.FailedFile}): "
                + $"{(StartRefusal is null ? "started" : "start refused")}, acknowledged {Acknowledged.Count}, after failure "
                + $"{AcknowledgedAfterFailure}, refused {Refusals.Count} ({string.Join('/', Refusals.Distinct())}), health {Health}, "
                + $"reads go on {ReadsGoOn}, lost {Lost.Count}"
        );
}
