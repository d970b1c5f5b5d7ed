using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.Binding;
using RagCluster.Api.Json;
using RagCluster.Api.OpenAi.VectorStores;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>
/// The body of <c>POST /v1/responses</c>, as OpenAI's API defines it. Nothing is stored, and what steers sampling is taken and ignored.
/// </summary>
/// <param name="Model">A collection, <c>collection/NAME</c> or its name; any name where a tool says what is searched.</param>
/// <param name="Input">The question, or a conversation whose last message it is.</param>
/// <param name="Tools">At most one <c>file_search</c>.</param>
/// <param name="Include">What more is told: <c>file_search_call.results</c>.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
/// <param name="PreviousResponseId">Must be left out.</param>
/// <param name="Background">Must be left out, or false.</param>
/// <param name="Text">Must be left out, or of the format <c>text</c>.</param>
/// <param name="Conversation">Must be left out: nothing is stored.</param>
/// <param name="Prompt">Must be left out: there are no templates.</param>
/// <param name="Instructions">Taken and sent back: the server has its own.</param>
/// <param name="Metadata">Sent back as it came.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ResponsesBody(
    string Model,
    JsonElement Input,
    FileSearchTool[]? Tools = null,
    string[]? Include = null,
    bool? Stream = null,
    string? PreviousResponseId = null,
    bool? Background = null,
    ResponseTextBody? Text = null,
    JsonElement? Conversation = null,
    JsonElement? Prompt = null,
    string? Instructions = null,
    Dictionary<string, string>? Metadata = null
)
{
    private const string FileSearch = "file_search";
    private const string Message = "message";

    /// <summary>Whether the passages that were found are told.</summary>
    internal bool WantsResults => Include?.Contains("file_search_call.results") == true;

    /// <summary>What the tool says of the search; null without a tool.</summary>
    internal VectorStoreQuery? Search => Tool is { } tool ? new(tool.MaxNumResults, tool.Filters, tool.RankingOptions) : null;

    private FileSearchTool? Tool => Tools is [FileSearchTool tool] ? tool : null;

    /// <summary>The validated request.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal SearchRequest ToRequest()
    {
        if (PreviousResponseId is { Length: > 0 })
            throw RagException.Invalid("previous_response_id", "Nothing is stored here: send the conversation as input.");
        if (Background == true)
            throw RagException.Invalid("background", "Answers are given at once; leave background out.");
        if (Conversation is { ValueKind: not JsonValueKind.Null })
            throw RagException.Invalid("conversation", "Nothing is stored here: send the conversation as input.");
        if (Prompt is { ValueKind: not JsonValueKind.Null })
            throw RagException.Invalid("prompt", "There are no templates here: send the question as input.");
        if (Text?.Format is { Type: not "text" })
            throw RagException.Invalid("text.format", "Answers are text; leave text.format out.");
        if (Tools is { Length: > 1 } || (Tool is { } tool && tool.Type != FileSearch))
            throw RagException.Invalid("tools", "There is one tool here, file_search.");
        CollectionId collection = CollectionOfTool() ?? ChatBody.CollectionOf(Model);
        (string query, ConversationTurn[] history) =
            Input.ValueKind == JsonValueKind.String
                ? (OpenAi.Conversation.Checked(Input.GetString()!, "input"), [])
                : OpenAi.Conversation.Read(Messages(), "input");
        SearchRequest request = (Search ?? new VectorStoreQuery(null, null, null)).ToRequest(
            collection,
            query,
            "input",
            ChatBody.TopKDefault
        );
        return request with { Options = request.Options with { Answer = request.Options.Answer with { History = history } } };
    }

    private CollectionId? CollectionOfTool() =>
        Tool?.VectorStoreIds switch
        {
            null when Tool is null => null,
            [string id] => VectorStores.VectorStores.Collection(id),
            _ => throw RagException.Invalid("tools[0].vector_store_ids", "One vector store is searched at a time: send its id."),
        };

    // What is no message, for example a former search of this tool, says nothing that the messages do not say.
    private ChatMessageBody[] Messages()
    {
        if (Input.ValueKind != JsonValueKind.Array)
            throw RagException.Invalid("input", "input is a text, or a list of messages.");
        List<ChatMessageBody> messages = [];
        int i = 0;
        foreach (JsonElement item in Input.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && TypeOf(item) == Message)
            {
                InputFaults faults = new();
                new JsonCheck(ApiJson.Native, faults).Check(item, typeof(ChatMessageBody), $"input[{i}]");
                faults.ThrowIfAny();
                messages.Add(item.Deserialize<ChatMessageBody>(ApiJson.Native)!);
            }

            i++;
        }

        return [.. messages];
    }

    private static string? TypeOf(JsonElement item) =>
        !item.TryGetProperty("type", out JsonElement type) ? Message
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : null;
}
