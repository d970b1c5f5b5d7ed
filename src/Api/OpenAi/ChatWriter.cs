using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary>Puts an answer into the form of OpenAI's API, at once or part by part; the parts join to the same text.</summary>
/// <param name="body">The request, as it came.</param>
/// <param name="request">What was read from it.</param>
/// <param name="tokens">What counts tokens.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatWriter(ChatBody body, SearchRequest request, ITextTokens tokens, TimeProvider time)
{
    private const string Whole = "chat.completion";
    private const string Chunk = "chat.completion.chunk";
    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();
    private readonly AnswerText _text = new();
    private int _annotations;
    private readonly Dictionary<string, Citation> _citations = new(StringComparer.Ordinal);

    /// <summary>A whole answer.</summary>
    internal ChatCompletion Write(Answer answer)
    {
        List<ChatAnnotation> annotations = [];
        foreach (AnswerSentence sentence in answer.Sentences)
            annotations.AddRange(Next(sentence, answer.Citations).Annotations!);
        ChatMessage message = new("assistant", answer.Abstention?.Reason ?? answer.Text, [.. annotations]);
        return Completion(Whole, new ChatChoice(message, null, "stop"), ChatReport.Of(answer)) with { Usage = Usage(answer) };
    }

    /// <summary>The beginning of a stream.</summary>
    internal ChatCompletion Begin() => Completion(Chunk, new ChatChoice(null, new ChatMessage("assistant", "", null), null), null);

    /// <summary>The next part.</summary>
    internal ChatCompletion Write(SentenceAnswered answered)
    {
        ChatMessage next = Next(answered.Sentence, answered.Citations);
        ChatAnnotation[] numbered = [.. next.Annotations!.Select(annotation => annotation with { Index = _annotations++ })];
        return Completion(Chunk, new ChatChoice(null, next with { Annotations = numbered }, null), null);
    }

    /// <summary>The end of a stream; of an answer that is none, its reason before.</summary>
    internal IEnumerable<ChatCompletion> End(Answer answer)
    {
        if (answer.Abstention is { } abstention)
            yield return Completion(Chunk, new ChatChoice(null, new ChatMessage(null, abstention.Reason, null), null), null);
        yield return Completion(Chunk, new ChatChoice(null, new ChatMessage(null, null, null), "stop"), ChatReport.Of(answer));
        if (body.StreamOptions?.IncludeUsage == true)
            yield return new ChatCompletion(_id, Chunk, _created, body.Model, [], null, Usage(answer));
    }

    private ChatUsage Usage(Answer answer) =>
        ChatUsage.Of(tokens, request.Query, request.Options.Answer.History, answer.Abstention?.Reason ?? answer.Text);

    private ChatMessage Next(AnswerSentence sentence, IEnumerable<Citation> citations)
    {
        foreach (Citation citation in citations)
            _citations[citation.Id] = citation;
        int before = _text.Length;
        string piece = _text.Add(sentence);
        int start = before + piece.Length - piece.TrimStart(' ', '\n').Length;
        return new ChatMessage(null, piece, ChatAnnotation.Of(request.Collection, sentence, start, _text.Length, _citations));
    }

    private ChatCompletion Completion(string kind, ChatChoice choice, ChatReport? report) =>
        new(_id, kind, _created, body.Model, [choice], report);
}
