using System.Collections.Concurrent;
using System.Diagnostics;
using RagCluster.Cli.Client;

namespace RagCluster.Cli.Ingestion;

/// <summary>Sends files in batches, several at once, and waits for their jobs. Sending again what was sent before changes nothing, so an interrupted run is simply repeated.</summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection, created if missing.</param>
/// <param name="language">The language that it has; null for any, and the server's default where it is created.</param>
internal sealed class Uploader(RagClient client, string collection, string? language = null)
{
    private const int BatchFilesMax = 32;
    private const long BatchBytesMax = 16 << 20;
    private const int UploadsAtOnce = 4;

    private string Path => $"/api/v1/collections/{Uri.EscapeDataString(collection)}";

    /// <summary>Sends the files and waits until each is indexed, unchanged or failed.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Told the number of files that are finished since the last call.</param>
    /// <param name="cancellationToken">Ends the run; what was acknowledged stays.</param>
    internal async Task<IngestResult> SendAsync(IReadOnlyList<SourceFile> files, Action<int> progress, CancellationToken cancellationToken)
    {
        await client.EnsureCollectionAsync(collection, new { name = collection, language }, cancellationToken);
        CollectionView before = await client.GetAsync<CollectionView>(Path, cancellationToken);
        if (language is not null && before.Language != language)
            throw new RagClientException(
                $"Collection {collection} reads its texts as '{before.Language}', fixed when it was created: leave --language out, or name another collection for '{language}'."
            );
        long began = Stopwatch.GetTimestamp();
        ConcurrentBag<JobDocumentView> outcomes = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Batches(files),
            parallel,
            async (batch, token) =>
            {
                foreach (JobDocumentView outcome in await SendBatchAsync(batch, progress, token))
                {
                    outcomes.Add(outcome);
                }
            }
        );
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long chunksAfter = (await client.GetAsync<CollectionView>(Path, cancellationToken)).Chunks;
        int Count(string status) => outcomes.Count(o => o.Status == status);
        return new IngestResult(
            files.Count,
            Count("indexed"),
            Count("unchanged"),
            Count("superseded"),
            [.. outcomes.Where(o => o.Status == "failed").OrderBy(o => o.Name, StringComparer.Ordinal)],
            chunksAfter - before.Chunks,
            seconds
        );
    }

    private static IEnumerable<List<SourceFile>> Batches(IReadOnlyList<SourceFile> files)
    {
        List<SourceFile> batch = [];
        long bytes = 0;
        foreach (SourceFile file in files)
        {
            if (batch.Count == BatchFilesMax || (batch.Count > 0 && bytes + file.Bytes > BatchBytesMax))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(file);
            bytes += file.Bytes;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async Task<JobDocumentView[]> SendBatchAsync(List<SourceFile> batch, Action<int> progress, CancellationToken cancellationToken)
    {
        JobView job;
        try
        {
            job = await RagClient.PatientlyAsync(() => UploadAsync(batch, cancellationToken), cancellationToken);
        }
        catch (RagClientException refused) when (refused.Status is 400 or 413)
        {
            // A batch of nothing but bad files is refused as a whole; the others of the run are unharmed.
            progress(batch.Count);
            return [.. batch.Select(f => new JobDocumentView(f.Name, null, "failed", new ErrorView("invalid_file", refused.Message)))];
        }

        int reported = 0;
        JobView finished = await client.WaitAsync(
            job.Id,
            state =>
            {
                int done = state.Total - state.Queued;
                progress(done - reported);
                reported = done;
            },
            cancellationToken
        );
        return finished.Documents;
    }

    private async Task<JobView> UploadAsync(List<SourceFile> batch, CancellationToken cancellationToken)
    {
        using MultipartFormDataContent form = [];
        foreach (SourceFile file in batch)
        {
            byte[] content = await File.ReadAllBytesAsync(file.Path, cancellationToken);
            form.Add(new ByteArrayContent(content), "file", file.Name);
        }

        return await client.PostAsync<JobView>($"{Path}/documents", form, cancellationToken);
    }
}
