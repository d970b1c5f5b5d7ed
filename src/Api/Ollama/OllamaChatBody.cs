using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.OpenAi;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Ollama;

/// <summary>
/// The body of <c>POST /api/chat</c> and <c>/api/generate</c>, as Ollama's API defines them. What steers a model is taken and ignored.
/// </summary>
/// <param name="Model">A collection, <c>collection/NAME</c> or its name.</param>
/// <param name="Messages">The conversation, for <c>chat</c>.</param>
/// <param name="Prompt">The question, for <c>generate</c>.</param>
/// <param name="Stream">Whether the answer comes line by line; true when left out.</param>
/// <param name="Tools">Must be empty.</param>
/// <param name="Format">Must be left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record OllamaChatBody(
    string Model,
    ChatMessageBody[]? Messages = null,
    string? Prompt = null,
    bool? Stream = null,
    JsonElement? Tools = null,
    JsonElement? Format = null
)
{
    /// <summary>The collection that is asked.</summary>
    /// <exception cref="RagException">Invalid: no such name is possible.</exception>
    [JsonIgnore]
    internal CollectionId Collection => ChatBody.CollectionOf(OllamaNames.Plain(Model));

    /// <summary>Whether there is no question: the model is to be loaded, which a collection need not be.</summary>
    /// <param name="isChat">Whether the question would be a message.</param>
    internal bool AsksNothing(bool isChat) => isChat ? Messages is null or [] : string.IsNullOrEmpty(Prompt);

    /// <summary>The request of a conversation.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal SearchRequest OfChat()
    {
        (string query, ConversationTurn[] history) = Conversation.Read(Messages ?? []);
        return Request(query, history);
    }

    /// <summary>The request of a prompt.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal SearchRequest OfPrompt() => Request(Conversation.Checked(Prompt ?? "", "prompt"), []);

    private SearchRequest Request(string query, ConversationTurn[] history)
    {
        if (Tools is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0)
            throw RagException.Invalid("tools", "Tools are not called here: answers come from the documents of the collection.");
        if (Format is { ValueKind: not JsonValueKind.Null } format && !(format.ValueKind == JsonValueKind.String && format.ValueEquals("")))
            throw RagException.Invalid("format", "Answers are text; leave format out.");
        return new SearchRequest
        {
            Collection = Collection,
            Query = query,
            Options = new SearchOptions { Answer = new AnswerOptions { History = history } }.Checked(ChatBody.TopKDefault),
        };
    }
}
