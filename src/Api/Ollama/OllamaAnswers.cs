using System.Runtime.CompilerServices;
using RagCluster.Api.OpenAi;
using RagCluster.Api.Queries;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Ollama;

/// <summary>
/// Puts an answer into Ollama's form: a line for each sentence and a last one that says how long it took, in nanoseconds, with the
/// citations as an addition of ours. An error after the beginning is a line with <c>error</c>. Tokens are counted as
/// <see cref="ChatUsage"/> counts them.
/// </summary>
/// <param name="model">The model of the request.</param>
/// <param name="isChat">Whether a piece is a message; otherwise it is a response.</param>
/// <param name="request">What is asked.</param>
/// <param name="tokens">What counts tokens.</param>
/// <param name="time">The clock.</param>
internal sealed class OllamaAnswers(string model, bool isChat, SearchRequest request, ITextTokens tokens, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly AnswerText _text = new();

    /// <summary>A whole answer.</summary>
    internal object Write(Answer answer) => End(answer, answer.Abstention?.Reason ?? answer.Text);

    /// <summary>The lines of an answer.</summary>
    internal async IAsyncEnumerable<object> WriteAsync(
        IAsyncEnumerable<QueryEvent> events,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using IAsyncEnumerator<QueryEvent> source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            (QueryEvent? next, OpenAiError? error) = await ChatStream.NextAsync(source, cancellationToken);
            if (error is not null)
                yield return new { error = error.Message };
            switch (next)
            {
                case null:
                    yield break;
                case SentenceAnswered answered:
                    yield return Line(_text.Add(answered.Sentence));
                    break;
                case AnswerCompleted { Answer: { } answer }:
                    if (answer.Abstention is { } abstention)
                        yield return Line(abstention.Reason);
                    yield return End(answer, "");
                    break;
            }
        }
    }

    /// <summary>What a client gets that asks nothing: the model is there.</summary>
    internal static object Loaded(OllamaChatBody body, bool isChat, TimeProvider time)
    {
        Dictionary<string, object> line = Line(body.Model, isChat, "", time);
        line["done"] = true;
        line["done_reason"] = "load";
        return line;
    }

    private Dictionary<string, object> Line(string text) => Line(model, isChat, text, time);

    private static Dictionary<string, object> Line(string model, bool isChat, string text, TimeProvider time)
    {
        Dictionary<string, object> line = new() { ["model"] = model, ["created_at"] = time.GetUtcNow() };
        if (isChat)
            line["message"] = new { role = "assistant", content = text };
        else
            line["response"] = text;
        line["done"] = false;
        return line;
    }

    private Dictionary<string, object> End(Answer answer, string text)
    {
        long took = (long)time.GetElapsedTime(_began).TotalNanoseconds;
        Dictionary<string, object> line = Line(text);
        line["done"] = true;
        line["done_reason"] = "stop";
        ChatUsage usage = ChatUsage.Of(tokens, request.Query, request.Options.Answer.History, answer.Abstention?.Reason ?? answer.Text);
        line["total_duration"] = took;
        line["load_duration"] = 0L;
        line["prompt_eval_count"] = usage.PromptTokens;
        line["prompt_eval_duration"] = 0L;
        line["eval_count"] = usage.CompletionTokens;
        line["eval_duration"] = took;
        line["citations"] = answer.Citations.Select(CitationResponse.From).ToArray();
        line["rag"] = ChatReport.Of(answer);
        return line;
    }
}
