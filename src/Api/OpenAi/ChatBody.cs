using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// The body of <c>POST /v1/chat/completions</c>, as OpenAI's API defines it. What steers sampling is taken and ignored: which model writes,
/// and how, is the server's setting.
/// </summary>
/// <param name="Model">Which collection is asked: <c>collection/NAME</c>, or its name alone; any name where <c>rag</c> says it.</param>
/// <param name="Messages">The conversation; the last message is the question.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
/// <param name="N">How many answers; there is one.</param>
/// <param name="Tools">Must be empty: answers come from documents, not from calls.</param>
/// <param name="ResponseFormat">Must be left out, or of the type <c>text</c>.</param>
/// <param name="StreamOptions">Whether a stream tells its tokens.</param>
/// <param name="Rag">Which collection answers, and how: what OpenAI's form has no place for.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ChatBody(
    string Model,
    ChatMessageBody[] Messages,
    bool? Stream = null,
    int? N = null,
    JsonElement? Tools = null,
    JsonElement? ResponseFormat = null,
    StreamOptionsBody? StreamOptions = null,
    RagExtension? Rag = null
)
{
    /// <summary>What stands before a collection's name among the models.</summary>
    internal const string Prefix = "collection/";

    /// <summary>Passages that an answer is made from.</summary>
    internal const int TopKDefault = 8;

    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal SearchRequest ToRequest()
    {
        if (N is not (null or 1))
            throw RagException.Invalid("n", $"There is one answer to a question; n was {N}.");
        if (Tools is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0)
            throw RagException.Invalid("tools", "Tools are not called here: answers come from the documents of the collection.");
        if (
            ResponseFormat is { ValueKind: JsonValueKind.Object } format
            && !(format.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"))
        )
            throw RagException.Invalid("response_format", "Answers are text; leave response_format out.");
        if (Rag?.Options.Results.GroupBy is not (null or ResultGrouping.None))
            throw RagException.Invalid("rag.group_by", "group_by is for search: an answer is made from one list of passages.");
        CollectionId collection = Names.Given(Rag?.Collection) is { } named
            ? Names.Collection(named, "rag.collection")
            : CollectionOf(Model);
        (string query, ConversationTurn[] history) = Conversation.Read(Messages);
        SearchOptions options = Rag?.Options ?? new SearchOptions();
        options = options with { Answer = options.Answer with { History = history } };
        return new SearchRequest
        {
            Collection = collection,
            Query = query,
            Options = Checked(options),
        };
    }

    // What is wrong with an option is said of the place where it was sent.
    private static SearchOptions Checked(SearchOptions options)
    {
        try
        {
            return options.Checked(TopKDefault);
        }
        catch (RagException error) when (error is { Kind: ErrorKind.Invalid, Field: { } field })
        {
            throw RagException.Invalid($"rag.{field}", error.Message);
        }
    }

    /// <summary>The collection that a model's name stands for.</summary>
    /// <exception cref="RagException">Invalid: no such name is possible.</exception>
    internal static CollectionId CollectionOf(string model) =>
        Names.Collection(model.StartsWith(Prefix, StringComparison.Ordinal) ? model[Prefix.Length..] : model, "model");
}
