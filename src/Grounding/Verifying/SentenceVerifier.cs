using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Judging;
using RagCluster.Grounding.Verifying.Languages;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Verifying;

/// <summary>
/// Says whether a passage supports a sentence, over windows of up to three sentences. A number or name that the window has not, or has of
/// something else, and a denial that stands in one of the two alone, decide at once, since a claim that differs in one of them alone
/// looks almost the same and says something else. For the rest, words are aligned by form and meaning, and who does what to whom,
/// modality, conditions, causes, opposites and order are compared; what is found becomes features, and <see cref="SupportModel"/> weighs
/// them. It reads words and their order, and does not understand: what follows from several sentences together it takes for unsupported,
/// and an invention that keeps words and order may pass.
/// </summary>
public sealed class SentenceVerifier
{
    /// <summary>The longest sentence that is checked, in characters.</summary>
    internal const int SentenceLengthMax = 4_000;

    private const int WindowUnitsMax = 3;
    private const int WindowsCheckedMax = 8;
    private const int PassageUnitsMax = 40;
    private const double ShareDropMax = 0.1;

    // The least share of a sentence's stems that its source must hold: the weights were fitted on few that hold less.
    private const double ShareMin = 0.15;

    // In three words or fewer, one that is foreign is what the sentence is about: "The warranty is void."
    private const int ShortWordsMax = 3;
    private const double ShortForeignMax = 0.3;

    // Words weigh 1 each, and light ones less.
    private const double OneWord = 1.01;

    // All content is there, but for a synonym.
    private const double VerbatimUnheldMax = 0.1;

    // Shares that differ by less are equal; the shorter window comes first.
    private const int ShareDigits = 9;

    private readonly double _supportMin;

    /// <summary>Creates a verifier.</summary>
    /// <param name="supportMin">The least probability that the passage says what the sentence says, 0 to 1.</param>
    public SentenceVerifier(double supportMin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(supportMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(supportMin, 1);
        _supportMin = supportMin;
    }

    /// <summary>Checks a sentence against a passage.</summary>
    /// <param name="sentence">The sentence, without citation marks.</param>
    /// <param name="passage">The passage; its title and headings count as context.</param>
    public Support Verify(string sentence, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentNullException.ThrowIfNull(passage);
        return Verify(sentence, new PassageText(passage, 0));
    }

    internal Support Verify(string sentence, PassageText passage)
    {
        Judgement judgement = Judge(sentence, passage);
        if (judgement.Features is not { } features)
            return new Support(0, false, judgement.Span, judgement.Fault);
        double probability = SupportModel.Probability(features);
        if (!judgement.IsHeld && IsShortAndForeign(features))
            return new Support(0, false, judgement.Span, "The source says too little of it.");
        if (!judgement.IsHeld && IsVerbAloneForeign(features))
            return new Support(0, false, judgement.Span, FaultMessages.Of(Feature.MainVerbForeign));
        if (probability >= _supportMin)
            return new Support(probability, true, judgement.Span, null);
        string? fault =
            judgement.Contradiction?.Message
            ?? (SupportModel.Reason(features) is { } reason ? FaultMessages.Of(reason) : null)
            ?? "The source says too little of it.";
        return new Support(0, false, judgement.Span, fault);
    }

    /// <summary>What the checks find, before the model weighs it.</summary>
    internal Judgement Judge(string sentence, PassageText passage)
    {
        if (sentence.Length > SentenceLengthMax)
            return new Judgement("The sentence is too long to be checked.");
        LanguageSenses? language = LanguageSenses.Of(sentence, passage.Passage.Chunk.Text, passage.Units.SelectMany(u => u.Tokens));
        Statement claim = new(sentence, ReadWith(language, sentence, Tokens.Read(sentence)));
        if (!claim.Tokens.Exists(t => t.IsContent))
            return new Judgement("The sentence says nothing that could be checked.");
        List<Judgement> windows = [.. Windows(claim, passage).Select(w => Check(claim, passage, (w.First, w.Last), language))];
        if (windows.Count == 0)
            return new Judgement("The passage holds no text.");
        // Where the passage says most of it, it decides: a place that says less can't outvote one that contradicts.
        double least = windows.Max(w => w.Share) - ShareDropMax;
        Judgement best = windows
            .Where(w => w.Share >= least)
            .OrderByDescending(w => w.Contradiction is null)
            .ThenByDescending(w => Math.Round(w.Share, ShareDigits))
            .First();
        if (best.Fault is not null)
            return best;
        if (best.Share < ShareMin)
            return best with { Fault = "The source says too little of it." };
        ParsedText parsed = new(sentence, [claim.Tokens]);
        ParsedText source = new(passage.Passage.Chunk.Text, best.Sentences);
        WordRelations relations = new();
        WordAlignment words = new(parsed, source, passage.Frame, relations);
        FeatureSet features = SupportFeatures.Read(parsed, source, words);
        ParsedText whole = new(passage.Passage.Chunk.Text, Sentences(passage));
        SupportFeatures.ReadPassage(parsed, whole, new WordAlignment(parsed, whole, passage.Frame, relations), features);
        features[Feature.Missing] = 1 - best.Share;
        features[Feature.Apart] = best.Apart is null ? 0 : 1;
        if (best.Contradiction is { } found)
            features[FeatureOf(found)] = 1;
        // A denial in other words can't be meant where the source says the very verb without one, or all else in the same words.
        bool isDenied =
            features[Feature.VerbDenied] > 0 || (features[Feature.NeverDenied] > 0 && features[Feature.Unheld] < VerbatimUnheldMax);
        if (best.Contradiction is { Kind: ContradictionKind.NotDenied } denied && isDenied)
            return best with { Fault = denied.Message };
        return best with { Features = features };
    }

    private static List<Token> ReadWith(LanguageSenses? language, string text, List<Token> tokens) =>
        language?.WithStops(text, tokens) ?? tokens;

    private static bool IsHeld(Statement claim, Statement source, LanguageSenses language)
    {
        List<LanguageTerm> terms = LanguageClause.Whole(claim.Text, claim.Tokens, language).Contents;
        return LanguageClause.Whole(source.Text, source.Tokens, language).Shared(terms) == terms.Count;
    }

    private static List<List<Token>> Sentences(PassageText passage) =>
        [.. passage.Units.Where((_, i) => !passage.SpeaksToModel[i]).Take(PassageUnitsMax).Select(unit => unit.Tokens)];

    // All is in the source but what is done: "Users sell the grinder after descaling." A paraphrase words more than its verb anew. On the
    // development pairs nine in ten of these are invented. A verb of distant meaning is foreign where the rest is of several sentences.
    private static bool IsVerbAloneForeign(FeatureSet features) =>
        (features[Feature.MainVerbForeign] > 0 || (features[Feature.MainVerbDistant] > 0 && features[Feature.Scattered] > 0))
        && ForeignWords(features) + features[Feature.NarrowerVerb] + features[Feature.NarrowerNoun] <= OneWord;

    private static double ForeignWords(FeatureSet features) =>
        features[Feature.ForeignVerb]
        + features[Feature.ForeignNoun]
        + features[Feature.ForeignModifier]
        + features[Feature.ForeignOther]
        + features[Feature.DistantVerb]
        + features[Feature.DistantNoun]
        + features[Feature.DistantModifier];

    private static bool IsShortAndForeign(FeatureSet features)
    {
        double words = Math.Exp(features[Feature.Length]) - 1;
        return words <= ShortWordsMax + 0.5 && ForeignWords(features) > ShortForeignMax * words;
    }

    private static Feature FeatureOf(Contradiction contradiction) =>
        contradiction switch
        {
            { Kind: ContradictionKind.NotDenied, IsUnlike: true } => Feature.NeverDenied,
            _ => Feature.NotDenied,
        };

    // The windows that share most with the claim, shorter ones first among equals.
    private static IEnumerable<(int First, int Last)> Windows(Statement claim, PassageText passage)
    {
        List<Token> stems = claim.Tokens.Where(t => t.IsContent).DistinctBy(t => t.Stem).ToList();
        List<(int First, int Last, double Held)> windows = new();
        for (int first = 0; first < passage.Units.Count; first++)
        {
            for (int last = first; last < Math.Min(passage.Units.Count, first + WindowUnitsMax); last++)
            {
                if (passage.SpeaksToModel[last])
                    break;
                // A row speaks for itself: two rows together would lend each other's cells.
                if (last > first && (passage.Units[first].Kind == UnitKind.TableRow || passage.Units[last].Kind == UnitKind.TableRow))
                    break;
                double held = stems.Sum(t => Enumerable.Range(first, last - first + 1).Max(i => passage.Bags[i].Match(t)));
                windows.Add((first, last, held));
            }
        }

        return windows
            .OrderByDescending(w => w.Held)
            .ThenBy(w => w.Last - w.First)
            .ThenBy(w => w.First)
            .Take(WindowsCheckedMax)
            .Select(w => (w.First, w.Last));
    }

    private static Judgement Check(Statement claim, PassageText passage, (int First, int Last) window, LanguageSenses? language)
    {
        (int first, int last) = window;
        string text = passage.Passage.Chunk.Text;
        TextSpan span = new(passage.Units[first].Span.Start, passage.Units[last].Span.End);
        List<List<Token>> around = [];
        // What the window hangs on belongs to what it says: the heading above, the lead-in of a list, the head of a table.
        if (passage.Units[first].Heading is { } heading && heading < first && !passage.SpeaksToModel[heading])
            around.Add(passage.Units[heading].Tokens);
        if (passage.Units[first].Context is { } context && context < first && !passage.SpeaksToModel[context])
            around.Add(passage.Units[context].Tokens);
        List<List<Token>> sentences = [.. passage.Units.GetRange(first, last - first + 1).Select(u => ReadWith(language, text, u.Tokens))];
        around.AddRange(sentences);
        Statement source = new(text, [.. around.SelectMany(tokens => tokens)], sentences);
        (double share, string? apart) = Coverage.Of(claim, source, passage.Frame);
        Contradiction? contradiction = Contradictions.Find(claim, source, passage.Frame, language);
        return new Judgement(contradiction?.IsDecisive == true ? contradiction.Message : null)
        {
            Contradiction = contradiction,
            IsHeld = language is not null && IsHeld(claim, source, language),
            Share = share,
            Apart = apart,
            Span = span,
            Sentences = around,
        };
    }
}
