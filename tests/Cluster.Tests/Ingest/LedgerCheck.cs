using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Http;

namespace RagCluster.Cluster.Tests.Ingest;

/// <summary>Compares what a server answers with what the writers' ledgers allow.</summary>
internal sealed class LedgerCheck(RagClient client)
{
    private readonly Findings _findings = new();

    /// <summary>Checks every document and every acknowledged job.</summary>
    internal async Task<Findings> RunAsync(IReadOnlyList<IngestWriter> writers)
    {
        foreach (LedgerEntry entry in writers.SelectMany(writer => writer.Entries))
        {
            await CheckAsync(entry);
        }

        foreach (string job in writers.SelectMany(writer => writer.Jobs))
        {
            Reply? reply = await client.GetAsync($"/api/v1/jobs/{job}");
            if (reply is not { IsAcknowledgement: true } || reply.Json["status"]!.ToString() != "completed")
            {
                _findings.UnfinishedJobs.Add($"job {job}: {reply?.Body}");
            }
        }

        return _findings;
    }

    private async Task CheckAsync(LedgerEntry entry)
    {
        _findings.Checked++;
        List<(Version Version, string Document)> found = [];
        foreach (Version version in entry.Versions)
        {
            JsonArray passages = await client.SearchAsync(version.Token);
            if (passages.Count == 0)
            {
                continue;
            }

            string[] documents = [.. passages.Select(passage => passage!["document_id"]!.ToString()).Distinct()];
            string[] chunks = [.. passages.Select(passage => passage!["chunk_id"]!.ToString())];
            if (documents.Length > 1 || chunks.Distinct().Count() < chunks.Length)
                _findings.Duplicated.Add($"{entry.Key} {version.Token}: found as {string.Join(", ", chunks)}");
            if (!entry.Allows(version))
                _findings.Lost.Add($"{entry.Key}: {version.Token} was replaced or deleted, and still answers");
            found.Add((version, documents[0]));
        }

        if (found.Count > 1)
            _findings.Duplicated.Add($"{entry.Key}: {found.Count} versions answer at once");
        if (found.Count == 0 && !entry.MayBeAbsent)
            _findings.Lost.Add($"{entry.Key}: acknowledged and found by none of its {entry.Versions.Count} versions");
        foreach ((Version version, string document) in found)
        {
            await CheckWholeAsync(entry, version, document);
        }

        if (found.Count == 0 && entry is { MayBeAbsent: true, Id: { } id })
            await CheckGoneAsync(entry, id);
    }

    private async Task CheckWholeAsync(LedgerEntry entry, Version version, string id)
    {
        string where = $"{entry.Key} ({id})";
        // A name whose document may have been deleted may have come back under another id.
        if (entry.Id is { } known && known != id && !(entry.ByName && entry.MayBeAbsent))
            _findings.Lost.Add($"{where}: acknowledged as {known}");
        Reply? document = await client.GetDocumentAsync(id);
        if (document is not { IsAcknowledgement: true } || document.Json["status"]!.ToString() != "indexed")
        {
            _findings.Half.Add($"{where}: answers, and its record says {document?.Body}");
            return;
        }

        string text = await client.GetTextAsync(id);
        if (text.Trim() != version.Text.Trim())
            _findings.Half.Add($"{where}: the text is not what was sent");
        JsonArray chunks = await client.ListChunksAsync(id);
        if ((int)document.Json["chunks"]! != chunks.Count)
            _findings.Half.Add($"{where}: {chunks.Count} chunks are listed, its record says {document.Json["chunks"]}");
        if (!AreInOrder(chunks))
            _findings.Duplicated.Add($"{where}: chunk ordinals are not 0 to {chunks.Count - 1}");
        if (!Cover(chunks, text))
            _findings.Half.Add($"{where}: the chunks do not cover the text");
    }

    // A deleted document must be gone by its id too; one that was never acknowledged may be gone or not.
    private async Task CheckGoneAsync(LedgerEntry entry, string id)
    {
        Reply? document = await client.GetDocumentAsync(id);
        if (document is null || document.IsAcknowledgement)
            _findings.Half.Add($"{entry.Key} ({id}): no search finds it, and its record says {document?.Body}");
    }

    private static bool AreInOrder(JsonArray chunks) =>
        chunks.Select(chunk => (int)chunk!["ordinal"]!).SequenceEqual(Enumerable.Range(0, chunks.Count));

    private static bool Cover(JsonArray chunks, string text)
    {
        int covered = 0;
        foreach (JsonNode? chunk in chunks)
        {
            int start = (int)chunk!["start"]!;
            int end = (int)chunk["end"]!;
            if (start < 0 || end > text.Length || start >= end || text[start..end] != chunk["text"]!.ToString())
                return false;
            if (start > covered && !string.IsNullOrWhiteSpace(text[covered..start]))
                return false;
            covered = Math.Max(covered, end);
        }

        return string.IsNullOrWhiteSpace(text[covered..]);
    }
}
