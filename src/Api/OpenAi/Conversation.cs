using System.Text;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// What chat clients send as messages, in our words: the last is the question, those before it questions with what was answered. The server
/// has instructions of its own, so that those of <c>system</c> and <c>developer</c> are passed over, wherever they stand. Of a question
/// that is too long its end is read, where people put what they ask after what they paste.
/// </summary>
internal static class Conversation
{
    /// <summary>The request for the last message of a conversation.</summary>
    /// <param name="messages">The messages, oldest first.</param>
    /// <param name="field">Their place in the body, for errors.</param>
    /// <exception cref="RagException">Invalid: no question, or a message that is none.</exception>
    internal static (string Query, ConversationTurn[] History) Read(ChatMessageBody[] messages, string field = "messages")
    {
        int last = Array.FindLastIndex(messages, message => message.Role is not ("system" or "developer"));
        if (last < 0 || messages[last].Role != "user")
            throw RagException.Invalid(field, "The last message is the user's question.");
        string query = Checked(messages[last].Text($"{field}[{last}].content"), field);
        return (query, History(messages[..(last + 1)], field));
    }

    /// <summary>A question, trimmed; of one that is too long its end, from the beginning of a word.</summary>
    /// <exception cref="RagException">Invalid: it is blank.</exception>
    internal static string Checked(string question, string field)
    {
        string query = question.Trim();
        if (query.Length == 0)
            throw RagException.Invalid(field, "The question is empty.");
        if (query.Length <= SearchRequest.QueryLengthMax)
            return query;
        string end = query[^SearchRequest.QueryLengthMax..];
        int word = end.IndexOfAny([' ', '\n', '\t']);
        return word >= 0 ? end[word..].TrimStart()
            : char.IsLowSurrogate(end[0]) ? end[1..]
            : end;
    }

    private static ConversationTurn[] History(ChatMessageBody[] messages, string field)
    {
        List<ConversationTurn> turns = [];
        string? question = null;
        StringBuilder answer = new();
        for (int i = 0; i < messages.Length - 1; i++)
        {
            string place = $"{field}[{i}].content";
            switch (messages[i].Role)
            {
                case "user":
                    Add();
                    question = messages[i].Text(place);
                    break;
                case "assistant":
                    answer.Append(messages[i].Text(place));
                    break;
                case "system" or "developer":
                    break;
                default:
                    throw RagException.Invalid($"{field}[{i}].role", "A role is system, developer, user or assistant.");
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
