using System.Collections.Concurrent;
using RagCluster.Cli.Client;
using RagCluster.Ranking.Evaluation;

namespace RagCluster.Cli.Evaluation;

/// <summary>Ingests a test collection and runs its queries through the server, as any client would.</summary>
/// <param name="client">The server.</param>
/// <param name="data">The test collection.</param>
/// <param name="collection">The collection's name on the server.</param>
internal sealed class Evaluator(RagClient client, BeirCollection data, string collection)
{
    private const int UploadDocuments = 250;
    private const int QueryLengthMax = 1000;
    private const int Depth = 100;
    private const int RequestsAtOnce = 4;
    private const string InvalidFile = "invalid_file";

    private readonly Dictionary<string, string> _serverIds = data
        .Documents.Select((document, i) => (document.Id, ServerId: IsPlain(document.Id) ? document.Id : $"row{i}"))
        .ToDictionary(pair => pair.Id, pair => pair.ServerId);

    private readonly ConcurrentBag<string> _leftOut = [];

    /// <summary>A line for each document that the server found nothing in.</summary>
    internal IReadOnlyCollection<string> LeftOut => _leftOut;

    private string Path => $"/api/v1/collections/{collection}";

    /// <summary>Ingests the documents. One that is there already costs nothing.</summary>
    internal async Task IngestAsync(int chunkTokensMax, Action<int> progress, CancellationToken cancellationToken)
    {
        object settings = new
        {
            name = collection,
            chunk_tokens_max = chunkTokensMax,
            chunk_overlap_tokens = 0,
        };
        await client.EnsureCollectionAsync(collection, settings, cancellationToken);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            data.Documents.Chunk(UploadDocuments),
            parallel,
            async (batch, token) =>
            {
                object body = new
                {
                    documents = batch
                        .Select(d => new
                        {
                            id = _serverIds[d.Id],
                            title = d.Title,
                            text = d.Text.Length > 0 ? d.Text : d.Title,
                        })
                        .ToArray(),
                };
                JobView job = await RagClient.PatientlyAsync(() => client.PostAsync<JobView>($"{Path}/documents", body, token), token);
                int reported = 0;
                JobView finished = await client.WaitAsync(
                    job.Id,
                    state =>
                    {
                        progress(state.Total - state.Queued - reported);
                        reported = state.Total - state.Queued;
                    },
                    token
                );
                foreach (JobDocumentView failed in finished.Documents.Where(d => d.Status == "failed"))
                    LeaveOut(failed);
            }
        );
    }

    /// <summary>Runs every query in one mode, with a reranker if one is named.</summary>
    internal async Task<ModeResult> RunAsync(string mode, string? reranker, Action<int> progress, CancellationToken cancellationToken)
    {
        double ndcg = 0,
            recall = 0,
            mrr = 0,
            milliseconds = 0;
        Lock gate = new();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            data.Queries,
            parallel,
            async (query, token) =>
            {
                SearchView result = await client.PostAsync<SearchView>(
                    $"{Path}/search",
                    new
                    {
                        query = Cut(query.Text),
                        top_k = Depth,
                        mode,
                        per_document_max = 1,
                        cache = false,
                        experiments = false,
                        rerank = reranker is not null,
                        reranker = reranker == "default" ? null : reranker,
                    },
                    token
                );
                Dictionary<string, int> judged = query.Judgements.ToDictionary(
                    j => _serverIds.GetValueOrDefault(j.Key, j.Key),
                    j => j.Value
                );
                int[] ranking = [.. (result.Results ?? []).Select(p => judged.GetValueOrDefault(p.DocumentId))];
                lock (gate)
                {
                    ndcg += RankingMetrics.Ndcg(ranking, judged.Values, 10);
                    recall += RankingMetrics.Recall(ranking, judged.Values, Depth);
                    mrr += RankingMetrics.ReciprocalRank(ranking, 10);
                    milliseconds += result.TookMs;
                    progress(1);
                }
            }
        );
        int count = Math.Max(1, data.Queries.Count);
        return new ModeResult(
            reranker is null ? mode : $"{mode} + {reranker}",
            ndcg / count,
            recall / count,
            mrr / count,
            milliseconds / count
        );
    }

    // A document of which nothing can be read takes no part in any ranking; one that failed for another reason would spoil the figures.
    private void LeaveOut(JobDocumentView failed)
    {
        if (failed.Error?.Code != InvalidFile)
            throw new RagClientException($"Document '{failed.Name}' could not be indexed: {failed.Error?.Message}");
        _leftOut.Add($"Document {failed.Name} is left out: {failed.Error.Message}");
    }

    // Half of a surrogate pair is no text.
    private static string Cut(string query)
    {
        int length = Math.Min(query.Length, QueryLengthMax);
        return length > 0 && length < query.Length && char.IsHighSurrogate(query[length - 1]) ? query[..(length - 1)] : query[..length];
    }

    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= 128
        && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-');
}
