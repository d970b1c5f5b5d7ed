using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Api.OpenAi;

/// <summary>Puts an answer into the form of OpenAI's API, at once or part by part; the parts join to the same text.</summary>
internal sealed class ChatWriter(string model, CollectionId collection, TimeProvider time)
{
    private const string Whole = "chat.completion";
    private const string Chunk = "chat.completion.chunk";
    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();
    private readonly AnswerText _text = new();
    private readonly Dictionary<string, Citation> _citations = new(StringComparer.Ordinal);

    /// <summary>A whole answer.</summary>
    internal ChatCompletion Write(Answer answer)
    {
        List<ChatAnnotation> annotations = [];
        foreach (AnswerSentence sentence in answer.Sentences)
            annotations.AddRange(Next(sentence, answer.Citations).Annotations!);
        ChatMessage message = new("assistant", answer.Abstention?.Reason ?? answer.Text, [.. annotations]);
        return Completion(Whole, new ChatChoice(message, null, "stop"), ChatReport.Of(answer));
    }

    /// <summary>The beginning of a stream.</summary>
    internal ChatCompletion Begin() => Completion(Chunk, new ChatChoice(null, new ChatMessage("assistant", "", null), null), null);

    /// <summary>The next part.</summary>
    internal ChatCompletion Write(SentenceAnswered answered) =>
        Completion(Chunk, new ChatChoice(null, Next(answered.Sentence, answered.Citations), null), null);

    /// <summary>The end of a stream; of an answer that is none, its reason before.</summary>
    internal IEnumerable<ChatCompletion> End(Answer answer)
    {
        if (answer.Abstention is { } abstention)
            yield return Completion(Chunk, new ChatChoice(null, new ChatMessage(null, abstention.Reason, null), null), null);
        yield return Completion(Chunk, new ChatChoice(null, new ChatMessage(null, null, null), "stop"), ChatReport.Of(answer));
    }

    private ChatMessage Next(AnswerSentence sentence, IEnumerable<Citation> citations)
    {
        foreach (Citation citation in citations)
            _citations[citation.Id] = citation;
        int before = _text.Length;
        string piece = _text.Add(sentence);
        int start = before + piece.Length - piece.TrimStart(' ', '\n').Length;
        return new ChatMessage(null, piece, ChatAnnotation.Of(collection, sentence, start, _text.Length, _citations));
    }

    private ChatCompletion Completion(string kind, ChatChoice choice, ChatReport? report) =>
        new(_id, kind, _created, model, [choice], report);
}
