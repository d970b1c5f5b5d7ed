using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Lets a chat model write the answer and passes on only sentences that a passage supports, each with the span that supports it.
/// The model's own citations say where to look first; they are never believed.
/// </summary>
internal sealed partial class GroundedGenerator(IChatClient client, GroundingOptions options, TimeProvider time)
{
    private readonly SentenceVerifier _verifier = new(options.SupportMin);

    /// <summary>The model's name, for <see cref="Answer.AnsweredBy"/>.</summary>
    internal string ModelName => (client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId ?? "chat";

    /// <summary>The verified sentences as they come. <paramref name="outcome"/> says afterwards what became of the rest.</summary>
    internal async IAsyncEnumerable<SentenceEvent> GenerateAsync(
        Question question,
        IReadOnlyList<Passage> passages,
        GenerationOutcome outcome,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<PassageText> read = passages.Select((p, rank) => new PassageText(p, rank)).ToList();
        (List<ChatMessage>? messages, int count) = Prompt.Write(question, read, options.PromptLengthMax);
        List<PassageText> texts = read.GetRange(0, count);
        OutputCleaner cleaner = new(texts);
        SentenceBuffer buffer = new(options.ResponseLengthMax);
        await using ModelStream stream = new(client, messages, options.ChatTimeout, time, cancellationToken, question.ChatModel);
        while (!buffer.IsFull && await stream.NextAsync() is { } piece)
        {
            foreach (string sentence in buffer.Add(piece))
            {
                if (Accept(sentence, texts, cleaner, outcome) is { } accepted)
                    yield return accepted;
            }
        }

        outcome.Failure = stream.Failure ?? Endless(buffer, outcome);
        foreach (string sentence in outcome.Failure is null ? buffer.Finish() : [])
        {
            if (Accept(sentence, texts, cleaner, outcome) is { } accepted)
                yield return accepted;
        }
    }

    // A model that was cut off has answered where something of it is supported; otherwise nobody knows whether it would ever have said
    // something.
    private static InvalidDataException? Endless(SentenceBuffer buffer, GenerationOutcome outcome) =>
        buffer.IsFull && !outcome.Sentences.Exists(sentence => !sentence.IsUnsupported)
            ? new InvalidDataException(
                $"The chat model wrote {buffer.TakenCount} characters without an end and without a sentence that a passage supports."
            )
            : null;

    private SentenceEvent? Accept(string sentence, List<PassageText> passages, OutputCleaner cleaner, GenerationOutcome outcome)
    {
        if (sentence.Contains(Prompt.Refusal, StringComparison.OrdinalIgnoreCase))
        {
            outcome.IsRefused = true;
            return null;
        }

        (string? marked, List<int>? cited) = CitationMarks.Read(cleaner.Clean(sentence), passages.Count);
        string text = Preamble().Replace(marked, "").Trim();
        if (text.Length == 0 || !text.Any(char.IsLetterOrDigit))
            return null;
        if (char.IsLower(text[0]) && text.Length < marked.Trim().Length)
            text = char.ToUpperInvariant(text[0]) + text[1..];
        // What the model cites is tried first, but any passage that supports the sentence will do.
        IEnumerable<PassageText> order = cited.Select(n => passages[n - 1]).Concat(passages.Where((_, i) => !cited.Contains(i + 1)));
        foreach (PassageText? passage in order)
        {
            Support support = _verifier.Verify(text, passage);
            if (!support.IsSupported)
                continue;
            Citation citation = outcome.Citations.Add(passage.Passage, support.Evidence, support.Score);
            AnswerSentence accepted = new(text, [citation.Id]);
            outcome.Sentences.Add(accepted);
            return new SentenceEvent(accepted, [citation]);
        }

        if (options.Unsupported == UnsupportedSentences.Flag && Foreign.Find(text, passages) is null)
        {
            AnswerSentence flagged = new(text, []) { IsUnsupported = true };
            outcome.Sentences.Add(flagged);
            return new SentenceEvent(flagged, []);
        }

        outcome.DroppedCount++;
        return null;
    }

    // "According to the passages, ..." says nothing of its own.
    [GeneratedRegex(
        @"^\s*(according to|based on|as stated in|as per) (the )?(given |provided |numbered )?(passages?|documents?|sources?|context|text)( provided)?\s*,?\s*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Preamble();
}
