using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Abstention;
using RagCluster.Grounding.Asking;
using RagCluster.Grounding.Citations;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Extracting;
using RagCluster.Grounding.Generating;

namespace RagCluster.Grounding;

/// <summary>
/// Answers a question from passages: every sentence carries a checked citation, or the answer is an abstention. With a chat
/// client the model writes and the passages decide; without one, or when it fails, sentences of the passages are the answer.
/// </summary>
public sealed class AnswerComposer
{
    /// <summary>The entry of <see cref="Answer.Degraded"/> when the chat model failed.</summary>
    public const string ChatUnavailable = "chat_unavailable";

    /// <summary>
    /// The entry of <see cref="Answer.Degraded"/> when nothing that the chat model wrote was supported and answered, and the answer is
    /// extractive.
    /// </summary>
    public const string ChatUnsupported = "chat_unsupported";

    private readonly GroundingOptions _options;
    private readonly EmbedTexts? _embed;
    private readonly GroundedGenerator? _generator;
    private readonly Action<Exception>? _chatFailed;

    /// <summary>Creates a composer of extractive answers.</summary>
    /// <param name="options">Checked here, at start.</param>
    /// <param name="embed">Embeds question and sentences to order them better; null: by words alone.</param>
    /// <exception cref="Corpus.Errors.RagException">A setting is out of range.</exception>
    public AnswerComposer(GroundingOptions options, EmbedTexts? embed = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _embed = embed;
    }

    /// <summary>Creates a composer of generated answers.</summary>
    /// <param name="options">Checked here, at start.</param>
    /// <param name="embed">Embeds question and sentences for the extractive fallback, or null.</param>
    /// <param name="chat">The chat model's client; stays the caller's.</param>
    /// <param name="time">The clock of the time limit.</param>
    /// <param name="chatFailed">Told of each failure of the model, to log and count it; the answer goes on without.</param>
    /// <exception cref="Corpus.Errors.RagException">A setting is out of range.</exception>
    public AnswerComposer(GroundingOptions options, EmbedTexts? embed, IChatClient chat, TimeProvider time, Action<Exception> chatFailed)
        : this(options, embed)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(chatFailed);
        _generator = new GroundedGenerator(chat, options, time);
        _chatFailed = chatFailed;
    }

    /// <summary>The whole answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">The passages, best first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Answer> AnswerAsync(Question question, IReadOnlyList<Passage> passages, CancellationToken cancellationToken = default)
    {
        Answer? answer = null;
        await foreach (AnswerEvent step in StreamAsync(question, passages, cancellationToken))
        {
            if (step is FinishedEvent finished)
                answer = finished.Answer;
        }

        return answer ?? throw new InvalidOperationException("The stream ended without its last event.");
    }

    /// <summary>The answer sentence by sentence, each final when it comes; the last event is a <see cref="FinishedEvent"/>.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">The passages, best first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async IAsyncEnumerable<AnswerEvent> StreamAsync(
        Question question,
        IReadOnlyList<Passage> passages,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        int tokensMax = Math.Min(question.ContextTokensMax ?? _options.ContextTokensMax, _options.ContextTokensMax);
        List<Passage> read = WithinBudget(passages, tokensMax);
        string? degraded = null;
        GenerationOutcome outcome = new(new CitationList(_options.PageOf));
        if (_generator is not null && read.Count > 0)
        {
            (int, int) max = (_options.PassagesMax, tokensMax);
            List<Passage> context = await ContextAssembly.AssembleAsync(passages, question.Neighbours, max, cancellationToken);
            await foreach (SentenceEvent sentence in _generator.GenerateAsync(question, context, outcome, cancellationToken))
                yield return sentence;
            if (outcome.Failure is not null)
                _chatFailed!(outcome.Failure);
            degraded =
                outcome.Failure is not null ? ChatUnavailable
                : outcome.DroppedCount > 0 && !outcome.IsRefused ? ChatUnsupported
                : null;
            // What was already given stays; only an empty hand is filled by the fallback.
            if (degraded is null || outcome.Sentences.Count > 0)
            {
                yield return new FinishedEvent(Generated(question, outcome));
                yield break;
            }
        }

        Answer answer = await ExtractAsync(question, read, cancellationToken);
        if (degraded is not null)
            answer = answer with
            {
                Degraded = [degraded],
                DroppedSentenceCount = outcome.DroppedCount,
                Dropped = [.. outcome.Dropped],
                Abstention =
                    answer.Abstention is not null && degraded == ChatUnsupported
                        ? Silent(
                            question,
                            Corpus.Answers.Abstention.UnsupportedAnswer,
                            AbstentionMessages.ModelUnsupported,
                            outcome.DroppedCount
                        )
                        : answer.Abstention,
            };
        foreach (AnswerSentence sentence in answer.Sentences)
            yield return new SentenceEvent(sentence, [.. answer.Citations.Where(c => sentence.CitationIds.Contains(c.Id))]);
        yield return new FinishedEvent(answer);
    }

    private List<Passage> WithinBudget(IReadOnlyList<Passage> passages, int tokensMax)
    {
        List<Passage> read = new();
        int tokens = 0;
        foreach (Passage? passage in passages.Take(_options.PassagesMax))
        {
            tokens += passage.Chunk.TokenCount;
            if (read.Count > 0 && tokens > tokensMax)
                break;
            read.Add(passage);
        }

        return read;
    }

    private async Task<Answer> ExtractAsync(Question question, IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        if (passages.Count == 0)
            return new Answer { Abstention = Nothing(question) };
        EvidenceSet evidence = await EvidenceReader.ReadAsync(question, passages, _options, _embed, cancellationToken);
        Answer answer = ExtractiveReader.Read(evidence, _options);
        string[] parts = QuestionParts.Of(question.Text, evidence.Question.Language);
        if (parts.Length == 1)
            return Explained(question, answer, [evidence]);
        List<EvidenceSet> read = [];
        foreach (string part in parts)
            read.Add(await EvidenceReader.ReadAsync(question with { Text = part }, passages, _options, _embed, cancellationToken));
        return ExtractiveReader.ReadParts(read, _options) is { } divided
            ? Explained(question, divided, read)
            : Explained(question, answer, [evidence]);
    }

    private Answer Explained(Question question, Answer answer, IEnumerable<EvidenceSet> read) =>
        question.Explain
            ? answer with
            {
                Choices = [.. read.Select(evidence => ChoiceReport.Of(evidence, answer, _options.EvidenceMin))],
            }
            : answer;

    private Answer Generated(Question question, GenerationOutcome outcome)
    {
        Corpus.Answers.Abstention? abstention =
            outcome.Sentences.Count > 0
                ? null
                : Silent(question, Corpus.Answers.Abstention.InsufficientEvidence, AbstentionMessages.ModelSilent);
        return new Answer
        {
            Sentences = [.. outcome.Sentences],
            Citations = outcome.Citations.ToArray(),
            Abstention = abstention,
            AnsweredBy = question.ChatModel ?? _generator!.ModelName,
            DroppedSentenceCount = outcome.DroppedCount,
            Dropped = [.. outcome.Dropped],
            Degraded = outcome.Failure is null ? [] : [ChatUnavailable],
        };
    }

    private static Corpus.Answers.Abstention Nothing(Question question) =>
        question.DocumentCount == 0
            ? Silent(question, Corpus.Answers.Abstention.NoDocuments, AbstentionMessages.NoDocuments)
            : Silent(question, Corpus.Answers.Abstention.NoMatch, AbstentionMessages.NoMatch);

    private static Corpus.Answers.Abstention Silent(Question question, string code, string message, object? value = null)
    {
        string language = QuestionLanguage.Of(question, []).Code;
        return new(code, AbstentionMessages.In(language).Say(message, value)) { Language = language };
    }
}
