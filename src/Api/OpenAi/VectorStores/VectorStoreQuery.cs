using System.Text.Json;
using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>What OpenAI's API says of a search in a vector store, in our words.</summary>
/// <param name="ResultsMax">Passages wanted.</param>
/// <param name="Filters">Which documents may answer.</param>
/// <param name="Ranking">How they are ranked.</param>
internal sealed record VectorStoreQuery(int? ResultsMax, JsonElement? Filters, RankingOptionsBody? Ranking)
{
    private const int ResultsMost = 50;

    /// <summary>The request for a query.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="query">The query.</param>
    /// <param name="field">The query's place in the body.</param>
    /// <param name="resultsDefault">Passages where the caller did not say.</param>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal SearchRequest ToRequest(CollectionId collection, string query, string field, int resultsDefault)
    {
        string trimmed = query.Trim();
        if (trimmed.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid(field, $"It has 1 to {SearchRequest.QueryLengthMax} characters; it has {trimmed.Length}.");
        if (ResultsMax is < 1 or > ResultsMost)
            throw RagException.Invalid("max_num_results", $"max_num_results is between 1 and {ResultsMost}; {ResultsMax} was sent.");
        if (Ranking?.ScoreThreshold is < 0 or > 1)
            throw RagException.Invalid("ranking_options.score_threshold", "score_threshold is between 0 and 1.");
        if (Ranking?.HybridSearch is { DenseShare: null })
            throw RagException.Invalid("ranking_options.hybrid_search", "The weights are not negative, and one at least is above 0.");
        SearchOptions options = new()
        {
            Results = new ResultOptions { TopK = ResultsMax },
            Scope = new ScopeOptions { Filters = FilterJson.Read(Filters) },
            Ranking = new RankingOptions { DenseWeight = Ranking?.HybridSearch?.DenseShare },
        };
        return new SearchRequest
        {
            Collection = collection,
            Query = trimmed,
            Options = options.Checked(resultsDefault),
        };
    }

    /// <summary>The passages that reach the threshold.</summary>
    internal IEnumerable<Passage> Reaching(IEnumerable<Passage> passages) =>
        passages.Where(passage => Ranking?.ScoreThreshold is not { } least || Score(passage) >= least);

    /// <summary>A passage's score, 0 to 1.</summary>
    internal static double Score(Passage passage) => Math.Clamp(Math.Round(passage.Score, 6), 0, 1);
}
