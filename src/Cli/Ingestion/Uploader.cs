using System.Collections.Concurrent;
using System.Diagnostics;
using RagCluster.Cli.Client;
using RagCluster.Cli.Ingestion.Disk;
using RagCluster.Client.Documents;

namespace RagCluster.Cli.Ingestion;

/// <summary>
/// Sends files in batches, several at once, and waits for their jobs. Sending again what was sent before changes nothing, so an interrupted
/// run is simply repeated. A file that can't be read or that the server refuses is named in the result, and the rest goes on. A file is
/// sent whole or not at all: citations say at which characters of a document they stand, and those of a part would stand nowhere.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection, created if missing.</param>
/// <param name="language">The language that it has; null for any, and the server's default where it is created.</param>
internal sealed class Uploader(RagClient client, string collection, string? language = null)
{
    private const int BatchFilesMax = 32;
    private const long BatchBytesMax = 16 << 20;
    private const int UploadsAtOnce = 4;
    private const string Failed = "failed";

    private readonly ConcurrentBag<JobDocumentView> _outcomes = [];
    private readonly ConcurrentBag<SkippedFile> _skipped = [];

    /// <summary>Sends the files and waits until each is indexed, unchanged or failed.</summary>
    /// <param name="found">The files.</param>
    /// <param name="progress">Told the number of files that are finished since the last call.</param>
    /// <param name="cancellationToken">Ends the run; what was acknowledged stays.</param>
    internal async Task<IngestResult> SendAsync(FoundFiles found, Action<int> progress, CancellationToken cancellationToken)
    {
        await client.EnsureCollectionAsync(new(collection) { Language = language }, cancellationToken);
        CollectionView before = await client.GetCollectionAsync(collection, cancellationToken);
        if (language is not null && before.Language != language)
            throw new RagClientException(
                $"Collection {collection} reads its texts as '{before.Language}', fixed when it was created: leave --language "
                    + $"out, or name another collection for '{language}'."
            );
        long began = Stopwatch.GetTimestamp();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Batches(found.Files), parallel, async (batch, token) => await SendBatchAsync(batch, progress, token));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long chunksAfter = (await client.GetCollectionAsync(collection, cancellationToken)).Chunks;
        int Count(string status) => _outcomes.Count(o => o.Status == status);
        return new IngestResult(
            found.Files.Count,
            Count("indexed"),
            Count("unchanged"),
            Count("superseded"),
            [.. _outcomes.Where(o => o.Status == Failed).OrderBy(o => o.Name, StringComparer.Ordinal)],
            [.. found.Skipped.Concat(_skipped).OrderBy(s => s.Name, StringComparer.Ordinal)],
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

    private async Task SendBatchAsync(List<SourceFile> batch, Action<int> progress, CancellationToken cancellationToken)
    {
        JobView job;
        try
        {
            job = await UploadAsync(batch, cancellationToken);
        }
        catch (RagClientException refused) when (refused.Status is 400 or 413 || refused.IsBroken)
        {
            await SendHalvesAsync(batch, refused, progress, cancellationToken);
            return;
        }
        catch (UnreadableFileException unreadable)
        {
            _skipped.Add(new SkippedFile(unreadable.File.Name, unreadable.Message, IsFault: true));
            progress(1);
            if (batch.Count > 1)
                await SendBatchAsync([.. batch.Where(file => file != unreadable.File)], progress, cancellationToken);
            return;
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
        foreach (JobDocumentView outcome in finished.Documents)
            _outcomes.Add(outcome);
    }

    // The fault of one file must not be that of the others of its batch.
    private async Task SendHalvesAsync(
        List<SourceFile> batch,
        RagClientException refused,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        if (batch.Count == 1)
        {
            _outcomes.Add(new JobDocumentView(batch[0].Name, null, Failed, new ErrorView("invalid_file", refused.Message)));
            progress(1);
            return;
        }

        int half = batch.Count / 2;
        await SendBatchAsync(batch[..half], progress, cancellationToken);
        await SendBatchAsync(batch[half..], progress, cancellationToken);
    }

    private async Task<JobView> UploadAsync(List<SourceFile> batch, CancellationToken cancellationToken)
    {
        // Each attempt opens its files anew.
        List<FileContent> contents = [];
        FileUpload[] files =
        [
            .. batch.Select(file => new FileUpload(
                file.Name,
                () =>
                {
                    FileContent content = Open(file);
                    contents.Add(content);
                    return content;
                }
            )),
        ];
        try
        {
            return await client.UploadAsync(collection, files, cancellationToken);
        }
        catch (RagClientException) when (contents.Find(content => content.Fault is not null) is { Fault: { } fault } changed)
        {
            throw new UnreadableFileException(changed.File, fault);
        }
    }

    private static FileContent Open(SourceFile file)
    {
        try
        {
            return new FileContent(file, DiskReader.Current.Open(file.Path));
        }
        catch (IOException error)
        {
            throw new UnreadableFileException(file, error.Message);
        }
    }
}
