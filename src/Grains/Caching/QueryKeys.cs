using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query;
using RagCluster.Grains.Shards;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Caching;

/// <summary>Makes a query's key: everything that its answer depends on. The shards' positions are read anew for every query.</summary>
/// <param name="maps">Knows the collections' settings.</param>
/// <param name="positions">Reads the positions.</param>
/// <param name="models">Knows the models' revisions.</param>
/// <param name="revision">What makes answers on this silo.</param>
/// <param name="options">How long a query may take.</param>
/// <param name="time">The clock of deadlines.</param>
/// <param name="log">Says why there was no key.</param>
internal sealed partial class QueryKeys(
    ShardMaps maps,
    ShardPositions positions,
    InstalledModels models,
    AnswerRevision revision,
    IOptions<QueryOptions> options,
    TimeProvider time,
    ILogger<QueryKeys> log
)
{
    // A shard that does not tell its position in this part of the query's time leaves the rest to the query itself.
    private const int ShareOfTime = 10;

    /// <summary>The key of a query now.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key; null when the collection's state can't be told, so that the query can be neither answered from a cache nor kept in one.</returns>
    /// <exception cref="RagException">NotFound: no such collection.</exception>
    internal async ValueTask<QueryKey?> ReadAsync(CachedKind kind, SearchRequest request, CancellationToken cancellationToken)
    {
        ShardMap map = await maps.GetAsync(request.Collection, cancellationToken);
        using CancellationTokenSource deadline = new((request.Timeout ?? options.Value.Timeout) / ShareOfTime, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            ShardPosition[] read = await positions.ReadAsync(request.Collection, map, either.Token);
            // Two lineages: the collection is being made anew.
            return read.All(position => position.Lineage == read[0].Lineage)
                ? new QueryKey(Parts(kind, request, map.Settings, read), map.Settings, read)
                : null;
        }
        catch (Exception error)
            when (error is RagException { Kind: ErrorKind.Unavailable }
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogNoKey(error, request.Collection);
            return null;
        }
    }

    private CacheKeyParts Parts(CachedKind kind, SearchRequest request, CollectionSettings settings, ShardPosition[] read)
    {
        Dictionary<string, string> values = Options(request);
        values["program"] = revision.Program;
        values["first_shard"] = settings.FirstShard.ToString(CultureInfo.InvariantCulture);
        if (kind == CachedKind.Answer)
            values["answers"] = revision.Answers;
        return new CacheKeyParts
        {
            Kind = kind,
            Tenant = request.Collection.Tenant,
            Scope = request.AccessScope is { } names ? AccessScope.Of(names) : AccessScope.Unrestricted,
            Query = QueryText.Normalize(request.Query),
            Collection = request.Collection.Name,
            Generation = read[0].Lineage,
            Positions = Array.ConvertAll(read, position => position.Sequence),
            Models = [$"{settings.Model}@{settings.Revision}", Present(settings.Model, ModelKind.Embedding), Reranker(request)],
            Options = values,
        };
    }

    // Timeout and partial answers too: who joins a computation under way gets its failure.
    private static Dictionary<string, string> Options(SearchRequest request) =>
        new()
        {
            ["top_k"] = Text(request.TopK),
            ["mode"] = request.Mode.ToString(),
            ["filter"] = request.Filter is { } filter ? FilterText.Write(filter) : "",
            ["per_document_max"] = request.PerDocumentMax is { } most ? Text(most) : "",
            ["group_by"] = request.GroupBy.ToString(),
            ["exact"] = request.Exact.ToString(),
            ["allow_partial"] = request.AllowPartial.ToString(),
            ["timeout"] = request.Timeout is { } timeout ? timeout.ToString("c", CultureInfo.InvariantCulture) : "",
            ["fusion"] = request.Ranking.Fusion.ToString(),
            ["deduplicate"] = request.Ranking.Deduplicate.ToString(),
            ["diversity"] = request.Ranking.Diversity.ToString("R", CultureInfo.InvariantCulture),
            ["joined"] = Text(request.Ranking.Joined),
            ["recall"] = request.Ranking.Recall is { } recall ? recall.ToString("R", CultureInfo.InvariantCulture) : "",
            ["efforts"] = request.Efforts is { } efforts ? JsonSerializer.Serialize(efforts) : "",
            ["dense_weight"] = request.Ranking.DenseWeight is { } weight ? weight.ToString("R", CultureInfo.InvariantCulture) : "",
            ["highlight"] = request.Highlight.ToString(),
            ["documents"] = request.Documents is { } documents
                ? JsonSerializer.Serialize(documents.Select(id => id.Value).Order(StringComparer.Ordinal))
                : "",
            ["history"] = request.History is [] ? "" : JsonSerializer.Serialize(request.History),
            ["planned"] = request.IsPlanned.ToString(),
            ["multi_query"] = request.MultiQuery.ToString(),
            ["hyde"] = request.Hyde.ToString(),
            ["context_tokens_max"] = request.ContextTokensMax is { } tokens ? Text(tokens) : "",
            ["chat_model"] = request.ChatModel ?? "",
            ["prompt"] = request.Prompt ?? "",
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Present(string model, ModelKind kind) =>
        models.TryFind(model, kind) is { } entry ? $"{entry.Name}@{entry.Revision}" : "";

    private string Reranker(SearchRequest request) =>
        request.Reranker switch
        {
            null => "",
            "" => Present(models.Registry.DefaultReranker.Name, ModelKind.Rerank),
            _ => $"{request.Reranker} {Present(request.Reranker, ModelKind.Rerank)}",
        };

    [LoggerMessage(Level = LogLevel.Debug, Message = "The state of {Collection} could not be told; the query is computed")]
    private partial void LogNoKey(Exception error, CollectionId collection);
}
