using System.Net;
using RagCluster.Cluster.Tests.Http;

namespace RagCluster.Cluster.Tests.Ingest;

/// <summary>
/// Uploads, replaces, repeats and deletes documents of its own, one call at a time, and keeps a ledger of what was acknowledged.
/// </summary>
internal sealed class IngestWriter(int number, Random random)
{
    // An hour's writers change what there is instead of adding to it, so that memory that grows is told from documents that do.
    private const int EntriesMax = 1_000;
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<string> _jobs = [];
    private readonly List<string> _refusals = [];

    /// <summary>Every document that was ever sent.</summary>
    internal IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>The acknowledged jobs.</summary>
    internal IReadOnlyList<string> Jobs => _jobs;

    /// <summary>Answers that are neither an acknowledgement nor a plea to wait.</summary>
    internal IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Acknowledged uploads and deletions.</summary>
    internal int Acknowledged { get; private set; }

    /// <summary>Calls that nobody answered.</summary>
    internal int Unanswered { get; private set; }

    /// <summary>Writes until the server is gone.</summary>
    internal async Task WriteAsync(RagClient client)
    {
        while (await StepAsync(client)) { }

        Unanswered++;
    }

    /// <summary>
    /// Writes until told to stop, with a pause between calls; calls that nobody answered are counted and the writer goes on.
    /// </summary>
    internal async Task WriteAsync(RagClient client, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await StepAsync(client))
                Unanswered++;
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private Task<bool> StepAsync(RagClient client)
    {
        int dice = random.Next(100);
        if (_entries.Count == 0 || (dice < 60 && _entries.Count < EntriesMax))
        {
            LedgerEntry added = new(FormattableString.Invariant($"w{number}-{_entries.Count}"), byName: random.Next(2) == 0);
            _entries.Add(added);
            return UploadAsync(client, added, Version.New(random));
        }

        LedgerEntry entry = _entries[random.Next(_entries.Count)];
        return dice switch
        {
            >= 60 and < 70 when entry.Id is { } id => DeleteAsync(client, entry, id),
            < 85 => UploadAsync(client, entry, Version.New(random)),
            _ => UploadAsync(client, entry, entry.Unanswered ?? entry.Versions[^1]),
        };
    }

    private async Task<bool> UploadAsync(RagClient client, LedgerEntry entry, Version version)
    {
        entry.Sending(version);
        Reply? reply = await client.UploadAsync(entry.Body(version));
        if (reply is { IsAcknowledgement: true })
        {
            Acknowledged++;
            _jobs.Add(reply.Json["id"]!.ToString());
            entry.Acknowledged(version, reply.Json["documents"]![0]!["document_id"]!.ToString());
        }

        return Goes(reply, "upload", entry);
    }

    private async Task<bool> DeleteAsync(RagClient client, LedgerEntry entry, string id)
    {
        // What an attempt did whose answer got lost is found done by the next one.
        bool mayBeAbsent = entry.MayBeAbsent;
        entry.Deleting();
        Reply? reply = await client.DeleteAsync(id);
        if (reply is { IsAcknowledgement: true } || (reply?.Status == HttpStatusCode.NotFound && (mayBeAbsent || reply.Attempts > 1)))
        {
            Acknowledged++;
            entry.Deleted();
            return true;
        }

        return Goes(reply, "delete", entry);
    }

    private bool Goes(Reply? reply, string what, LedgerEntry entry)
    {
        if (reply is { IsAcknowledgement: false } and not { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable })
        {
            _refusals.Add($"{what} {entry.Key}: {reply}");
        }

        return reply is not null;
    }
}
