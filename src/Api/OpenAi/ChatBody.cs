using System.Text;
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
/// <param name="Model">Which collection is asked: <c>collection/NAME</c>, or its name alone.</param>
/// <param name="Messages">The conversation; the last message is the question.</param>
/// <param name="Stream">Whether the answer comes as server-sent events.</param>
/// <param name="N">How many answers; there is one.</param>
/// <param name="Tools">Must be empty: answers come from documents, not from calls.</param>
/// <param name="ResponseFormat">Must be left out, or of the type <c>text</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ChatBody(
    string Model,
    ChatMessageBody[] Messages,
    bool? Stream = null,
    int? N = null,
    JsonElement? Tools = null,
    JsonElement? ResponseFormat = null
)
{
    /// <summary>What stands before a collection's name among the models.</summary>
    internal const string Prefix = "collection/";

    private const int TopKDefault = 8;

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
        string name = Model.StartsWith(Prefix, StringComparison.Ordinal) ? Model[Prefix.Length..] : Model;
        CollectionId collection = Names.Collection(name, "model");
        if (Messages.Length == 0 || Messages[^1].Role != "user")
            throw RagException.Invalid("messages", "The last message is the user's question.");
        string query = Messages[^1].Text($"messages[{Messages.Length - 1}].content").Trim();
        if (query.Length is 0 or > SearchRequest.QueryLengthMax)
            throw RagException.Invalid(
                "messages",
                $"A question has 1 to {SearchRequest.QueryLengthMax} characters; the last message has {query.Length}."
            );
        SearchOptions options = new() { Answer = new AnswerOptions { History = History() } };
        return new SearchRequest
        {
            Collection = collection,
            Query = query,
            Options = options.Checked(TopKDefault),
        };
    }

    // Questions with what was answered. The server has instructions of its own, so that those of "system" and "developer" are passed over.
    private ConversationTurn[] History()
    {
        List<ConversationTurn> turns = [];
        string? question = null;
        StringBuilder answer = new();
        for (int i = 0; i < Messages.Length - 1; i++)
        {
            string field = $"messages[{i}].content";
            switch (Messages[i].Role)
            {
                case "user":
                    Add();
                    question = Messages[i].Text(field);
                    break;
                case "assistant":
                    answer.Append(Messages[i].Text(field));
                    break;
                case "system" or "developer":
                    break;
                default:
                    throw RagException.Invalid($"messages[{i}].role", "A role is system, developer, user or assistant.");
            }
        }

        Add();
        return [.. turns.TakeLast(ConversationTurn.TurnsMax)];

        // What is too long for a turn is shortened: a client sends what it has, and only the gist of it matters to the next question.
        void Add()
        {
            if (question?.Trim() is { Length: > 0 } asked)
                turns.Add(
                    new ConversationTurn(Cut(asked, SearchRequest.QueryLengthMax))
                    {
                        Answer = Cut(answer.ToString(), ConversationTurn.AnswerLengthMax),
                    }
                );
            question = null;
            answer.Clear();
        }
    }

    // Not between the halves of a surrogate pair.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text
        : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];
}
