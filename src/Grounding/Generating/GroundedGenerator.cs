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
        GenerationChecks checks = new(new Relevance(question, texts), texts, cleaner);
        SentenceBuffer buffer = new(options.ResponseLengthMax);
        await using ModelStream stream = new(client, messages, options.ChatTimeout, time, cancellationToken, question.ChatModel);
        while (!buffer.IsFull && await stream.NextAsync() is { } piece)
        {
            foreach (SentenceEvent accepted in buffer.Add(piece).SelectMany(part => Accept(part, checks, outcome)))
                yield return accepted;
        }

        outcome.Failure = stream.Failure ?? (buffer.IsFull || stream.IsCutOff ? Endless(buffer, outcome) : null);
        IEnumerable<WrittenPart> rest = outcome.Failure is null ? buffer.Finish(stream.IsCutOff) : [];
        foreach (SentenceEvent accepted in rest.SelectMany(part => Accept(part, checks, outcome)))
            yield return accepted;
        if (checks.LeadIn is { } leadIn)
            outcome.Drop(leadIn.Sentence.Text, DropReason.LeadsNothing);
    }

    // A model that was cut off has answered where something of it is supported; otherwise nobody knows whether it would ever have said
    // something.
    private static InvalidDataException? Endless(SentenceBuffer buffer, GenerationOutcome outcome) =>
        outcome.Sentences.Exists(sentence => !sentence.IsUnsupported)
            ? null
            : new InvalidDataException(
                $"The chat model wrote {buffer.TakenCount} characters without an end and without a sentence that a passage supports."
            );

    // A sentence that leads in waits for what it leads in: alone it says nothing.
    private IEnumerable<SentenceEvent> Accept(WrittenPart part, GenerationChecks checks, GenerationOutcome outcome)
    {
        if ((part.IsCode ? AcceptCode(part, checks, outcome) : AcceptSentence(part, checks, outcome)) is not { } accepted)
            yield break;
        if (accepted.Sentence is { Kind: not AnswerPartKind.Code } && accepted.Sentence.Text.EndsWith(':'))
        {
            if (checks.LeadIn is { } alone)
                outcome.Drop(alone.Sentence.Text, DropReason.LeadsNothing);
            checks.LeadIn = accepted;
            yield break;
        }

        if (checks.LeadIn is { } leadIn)
        {
            checks.LeadIn = null;
            yield return Give(leadIn, outcome);
        }

        yield return Give(accepted, outcome);
    }

    private static SentenceEvent Give(GenerationChecks.Accepted accepted, GenerationOutcome outcome)
    {
        if (accepted.Passage is not { } passage)
        {
            outcome.Sentences.Add(accepted.Sentence);
            return new SentenceEvent(accepted.Sentence, []);
        }

        Citation citation = outcome.Citations.Add(passage.Passage, accepted.Span, accepted.Score);
        AnswerSentence cited = accepted.Sentence with { CitationIds = [citation.Id] };
        outcome.Sentences.Add(cited);
        return new SentenceEvent(cited, [citation]);
    }

    private static GenerationChecks.Accepted? AcceptCode(WrittenPart part, GenerationChecks checks, GenerationOutcome outcome)
    {
        string code = InvisibleText.Remove(part.Text).TrimEnd().TrimStart('\r', '\n');
        // The same command may be a step twice: what leads it in says so.
        if (code.Length == 0 || (!checks.Written.Add(code) && checks.LeadIn is null))
            return null;
        if (CodeCheck.Find(code, checks.Passages) is not { } found)
        {
            outcome.Drop(code, DropReason.CodeNotInSources);
            return null;
        }

        if (!checks.Relevance.Answers(code, found.Passage, found.Span))
        {
            outcome.Drop(code, DropReason.NoAnswer);
            return null;
        }

        AnswerSentence sentence = new(code, []) { Kind = AnswerPartKind.Code, Language = part.Language };
        return new GenerationChecks.Accepted(sentence, found.Passage, found.Span, 1);
    }

    private GenerationChecks.Accepted? AcceptSentence(WrittenPart part, GenerationChecks checks, GenerationOutcome outcome)
    {
        if (part.Item is { Length: > 0 } item)
            checks.Item = item;
        if (Refusals.IsIn(part.Text))
        {
            outcome.IsRefused = true;
            return null;
        }

        (string? marked, List<int>? cited) = CitationMarks.Read(checks.Cleaner.Clean(part.Text), checks.Passages.Count);
        // What leads in may lead in something else the second time.
        if (ClaimOf(part, marked, checks) is not { } claim || (!checks.Written.Add(claim.Text) && !claim.Text.EndsWith(':')))
            return null;
        // What the model cites is tried first, but any passage that supports the sentence will do.
        IEnumerable<PassageText> order = cited
            .Select(n => checks.Passages[n - 1])
            .Concat(checks.Passages.Where((_, i) => !cited.Contains(i + 1)));
        bool isSupported = false;
        foreach (PassageText? passage in order)
        {
            Support support = claim.Verify(passage);
            isSupported |= support.IsSupported;
            if (support.IsSupported && checks.Relevance.Answers(claim.Text, passage, support.Evidence))
                return new GenerationChecks.Accepted(claim.Show(), passage, support.Evidence, support.Score);
        }

        if (!isSupported && options.Unsupported == UnsupportedSentences.Flag && Foreign.Find(claim.Text, checks.Passages) is null)
            return new GenerationChecks.Accepted(claim.Show() with { IsUnsupported = true }, null, default, 0);
        outcome.Drop(claim.Text, isSupported ? DropReason.NoAnswer : DropReason.NotInSources);
        return null;
    }

    private Claim? ClaimOf(WrittenPart part, string marked, GenerationChecks checks)
    {
        if (part.Names is { } names)
        {
            TableRowClaim row = new([.. names.Select(checks.Cleaner.Clean)], RowReader.Cells(marked));
            return row.Text.Length == 0
                ? null
                : new Claim(
                    row.Text,
                    passage => row.Verify(_verifier, passage),
                    () => new AnswerSentence(row.Text, []) { Kind = AnswerPartKind.Row }
                );
        }

        string text = Preamble().Replace(marked, "").Trim();
        if (text.Length == 0 || !text.Any(char.IsLetterOrDigit))
            return null;
        if (char.IsLower(text[0]) && text.Length < marked.Trim().Length)
            text = char.ToUpperInvariant(text[0]) + text[1..];
        return new Claim(text, passage => _verifier.Verify(text, passage), () => Sentence(text, part, checks));
    }

    // The first sentence of an item that passed has its mark, the others stand below it.
    private static AnswerSentence Sentence(string text, WrittenPart part, GenerationChecks checks)
    {
        if (part.Item is null)
            return new AnswerSentence(text, []);
        AnswerSentence sentence = new($"{checks.Item} {text}", []) { Kind = AnswerPartKind.List };
        checks.Item = new string(' ', checks.Item.Length);
        return sentence;
    }

    // "According to the passages, ..." says nothing of its own.
    [GeneratedRegex(
        @"^\s*(according to|based on|as stated in|as per) (the )?(given |provided |numbered )?(passages?|documents?|sources?|context|text)( provided)?\s*,?\s*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Preamble();
}
