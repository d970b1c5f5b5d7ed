using System.Globalization;
using RagCluster.Caching.Keys;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>Everything that an answer depends on.</summary>
/// <param name="models">Knows the models' revisions.</param>
/// <param name="revision">What makes answers on this silo.</param>
internal sealed class QueryKeyContent(InstalledModels models, AnswerRevision revision)
{
    /// <summary>What a query's answer depends on in a state of its collection.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="request">The query.</param>
    /// <param name="settings">The collection's settings.</param>
    /// <param name="positions">What its shards answer from.</param>
    internal CacheKeyParts Of(CachedKind kind, SearchRequest request, CollectionSettings settings, ShardPosition[] positions)
    {
        Dictionary<string, string> options = CanonicalOptions.Write(request.Options);
        options["program"] = revision.Program;
        options["first_shard"] = settings.FirstShard.ToString(CultureInfo.InvariantCulture);
        if (kind == CachedKind.Answer)
        {
            options["answers"] = revision.Answers;
            options["template"] = settings.Prompt;
        }

        return new CacheKeyParts
        {
            Kind = kind,
            Tenant = request.Collection.Tenant,
            Scope = request.Options.Scope.View is { } view ? AccessScope.Of(view.Principals) : AccessScope.Unrestricted,
            Query = QueryText.Normalize(request.Query),
            Collection = request.Collection.Name,
            Generation = positions[0].Lineage,
            Positions = Array.ConvertAll(positions, position => position.Sequence),
            Models =
            [
                $"{settings.Model}@{settings.Revision}",
                Present(settings.ModelName(), ModelKind.Embedding),
                Reranker(request.Options.Retrieval),
            ],
            Options = options,
        };
    }

    private string Present(string model, ModelKind kind) =>
        models.TryFind(model, kind) is { } entry ? $"{entry.Name}@{entry.Revision}" : "";

    // The default may be another model one day.
    private string Reranker(RetrievalOptions retrieval)
    {
        if (!retrieval.IsReranked)
            return "";
        return Present(retrieval.Reranker ?? models.Registry.DefaultReranker.Name, ModelKind.Rerank);
    }
}
