using System.Text.Json;
using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.Queries;

/// <summary>The body of <c>search</c> and <c>ask</c>.</summary>
/// <param name="Query">1 to 1,000 characters.</param>
/// <param name="TopK">Passages wanted, 1 to 100.</param>
/// <param name="Mode">Which legs run.</param>
/// <param name="Filters">Which documents may answer.</param>
/// <param name="PerDocumentMax">The most passages of one document; 3 where they are grouped by it, otherwise no limit.</param>
/// <param name="GroupBy">For <c>search</c>: what the passages are grouped by; <c>top_k</c> then counts groups.</param>
/// <param name="Exact">Whether every vector must be compared.</param>
/// <param name="AllowPartial">Whether shards that don't answer in time may be left out; the response says how many answered.</param>
/// <param name="TimeoutMs">How long the shards may take, 10 to 60,000 milliseconds.</param>
/// <param name="Rerank">Whether a model orders the best candidates anew.</param>
/// <param name="Reranker">The model that does; the default's if null.</param>
/// <param name="Ranking">How the legs' hits become one list.</param>
/// <param name="Highlight">Whether passages say where they hold words of the query.</param>
/// <param name="Cache">Whether a cache may answer and keep the answer.</param>
/// <param name="SemanticCache">Whether it may answer with the answer to a near question, where the server is set to.</param>
/// <param name="AccessScope">Names to one of which a document must grant access by its metadata <c>access</c>; null for every document.</param>
/// <param name="Documents">The only documents that may answer, by their ids.</param>
/// <param name="History">For <c>ask</c>: what was asked and answered before, oldest first.</param>
/// <param name="MultiQuery">For <c>ask</c>: whether the question is searched in several wordings.</param>
/// <param name="Hyde">For <c>ask</c>: whether a passage that the chat model imagines is embedded instead of the question.</param>
/// <param name="ContextTokensMax">For <c>ask</c>: the most tokens of passages that the answer is made from.</param>
/// <param name="Explain">Whether the response says by which plan it was found and how long each step took; such a query is computed and recorded.</param>
/// <param name="Stream">For <c>ask</c>: answer with server-sent events.</param>
/// <param name="Principal">Who asks, for an arm that stays the same; a hash of it is all that is kept.</param>
/// <param name="Experiments">Whether the query may take part in an experiment.</param>
/// <param name="ChatModel">For <c>ask</c>: the chat model that writes, one of those that the server lists.</param>
/// <param name="Prompt">For <c>ask</c>: how a chat model is to write, as far as the rules of grounding allow.</param>
internal sealed record SearchBody(
    string Query,
    int? TopK = null,
    SearchMode Mode = SearchMode.Hybrid,
    JsonElement? Filters = null,
    int? PerDocumentMax = null,
    ResultGrouping GroupBy = ResultGrouping.None,
    bool Exact = false,
    bool AllowPartial = false,
    int? TimeoutMs = null,
    bool Rerank = false,
    string? Reranker = null,
    RankingBody? Ranking = null,
    bool Highlight = false,
    bool Cache = true,
    bool SemanticCache = true,
    string[]? AccessScope = null,
    string[]? Documents = null,
    TurnBody[]? History = null,
    bool MultiQuery = false,
    bool Hyde = false,
    int? ContextTokensMax = null,
    bool Explain = false,
    bool Stream = false,
    string? Principal = null,
    bool Experiments = true,
    string? ChatModel = null,
    string? Prompt = null
)
{
    private const int AccessNameLengthMax = 256;
    private const int ChatModelLengthMax = 256;
    private const int PrincipalLengthMax = 256;
    private const int PromptLengthMax = 2000;
    private const int TimeoutMsMin = 10;
    private const int TimeoutMsMax = 60_000;

    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal SearchRequest ToRequest(CollectionId collection, int topKDefault)
    {
        string query = Query.Trim();
        if (query.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid(
                "query",
                $"A query has 1 to {SearchRequest.QueryLengthMax} characters; this one has {query.Length}."
            );
        int topK = TopK ?? topKDefault;
        if (topK is < 1 or > SearchRequest.TopKMax)
            throw RagException.Invalid("top_k", $"top_k is between 1 and {SearchRequest.TopKMax}; {topK} was sent.");
        if (PerDocumentMax is < 1)
            throw RagException.Invalid("per_document_max", "per_document_max is at least 1.");
        if (TimeoutMs is < TimeoutMsMin or > TimeoutMsMax)
            throw RagException.Invalid("timeout_ms", $"timeout_ms is between {TimeoutMsMin} and {TimeoutMsMax}; {TimeoutMs} was sent.");
        if (AccessScope is { Length: > SearchRequest.AccessNamesMax })
            throw RagException.Invalid(
                "access_scope",
                $"access_scope has at most {SearchRequest.AccessNamesMax} names; {AccessScope.Length} were sent."
            );
        if (AccessScope?.Any(name => name is null or { Length: 0 or > AccessNameLengthMax }) == true)
            throw RagException.Invalid("access_scope", $"A name in access_scope has 1 to {AccessNameLengthMax} characters.");
        if (Principal is { Length: 0 or > PrincipalLengthMax })
            throw RagException.Invalid("principal", $"principal has 1 to {PrincipalLengthMax} characters.");
        if (ChatModel is { Length: 0 or > ChatModelLengthMax })
            throw RagException.Invalid("chat_model", $"chat_model has 1 to {ChatModelLengthMax} characters.");
        if (Prompt is { Length: 0 or > PromptLengthMax })
            throw RagException.Invalid("prompt", $"prompt has 1 to {PromptLengthMax} characters.");
        if (ContextTokensMax is < 1)
            throw RagException.Invalid("context_tokens_max", "context_tokens_max is at least 1.");
        return new SearchRequest
        {
            Collection = collection,
            Query = query,
            TopK = topK,
            Mode = Mode,
            Filter = FilterJson.Read(Filters),
            PerDocumentMax = PerDocumentMax,
            GroupBy = GroupBy,
            Exact = Exact,
            AllowPartial = AllowPartial,
            Timeout = TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Reranker = Rerank || Reranker is not null ? Reranker ?? "" : null,
            Ranking = Ranking?.ToOptions() ?? new RankingOptions(),
            Highlight = Highlight,
            BypassCache = !Cache,
            RefusesSemanticHits = !SemanticCache,
            AccessScope = AccessScope,
            Documents = ReadDocuments(),
            History = ReadHistory(),
            MultiQuery = MultiQuery,
            Hyde = Hyde,
            ContextTokensMax = ContextTokensMax,
            Explain = Explain,
            Principal = Principal,
            SkipsExperiments = !Experiments,
            ChatModel = ChatModel,
            Prompt = Prompt,
        };
    }

    private DocumentId[]? ReadDocuments()
    {
        if (Documents is null)
            return null;
        if (Documents.Length is 0 or > SearchRequest.DocumentsMax)
            throw RagException.Invalid("documents", $"documents names 1 to {SearchRequest.DocumentsMax} documents; leave it out for all.");
        int wrong = Array.FindIndex(Documents, id => !DocumentId.IsValid(id));
        return wrong < 0
            ? [.. Documents.Distinct(StringComparer.Ordinal).Select(id => new DocumentId(id))]
            : throw RagException.Invalid($"documents[{wrong}]", "This is no document id.");
    }

    private ConversationTurn[] ReadHistory()
    {
        if (History is { Length: > ConversationTurn.TurnsMax })
            throw RagException.Invalid("history", $"history holds at most {ConversationTurn.TurnsMax} turns; send the last ones.");
        return [.. (History ?? []).Select((turn, i) => turn.ToTurn($"history[{i}]"))];
    }
}
