using System.Collections.Frozen;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Reads what speaks against a source saying what a claim says, for <see cref="SupportModel"/>.</summary>
internal sealed class SupportFeatures
{
    private const double LightWeight = 0.3;

    // Each fires on few pairs, and on the development pairs three times as often on invented ones as on others, or more.
    private static readonly Feature[] Seldom =
    [
        Feature.Swapped,
        Feature.OppositeVerb,
        Feature.VerbDenied,
        Feature.Turned,
        Feature.Preposition,
        Feature.Obligation,
        Feature.FrameOpposite,
        Feature.ConditionTurned,
        Feature.OnlyAdded,
        Feature.Necessity,
        Feature.Certainty,
        Feature.Possibility,
        Feature.ComparisonTurned,
        Feature.RolesTurned,
    ];

    private readonly ParsedText _claim;
    private readonly ParsedText _source;
    private readonly WordAlignment _words;
    private readonly FeatureSet _features = new();
    private readonly Predicate? _main;
    private readonly int _sentence;

    private SupportFeatures(ParsedText claim, ParsedText source, WordAlignment words)
    {
        (_claim, _source, _words) = (claim, source, words);
        _main = claim.Predicates.Find(p => !p.IsCopula && !IsLight(p.Verb));
        _sentence = BestSentence();
    }

    /// <summary>Reads the features of a claim over a source.</summary>
    internal static FeatureSet Read(ParsedText claim, ParsedText source, WordAlignment words)
    {
        SupportFeatures reader = new(claim, source, words);
        reader.ReadWords();
        reader.ReadMainVerb();
        reader.ReadOpposites();
        new Roles(claim, source, words).Read(reader._features);
        reader.ReadPlaces();
        new Modality(claim, source, words).Read(reader._features);
        new Order(claim, source, words).Read(reader._features);
        new Frames(claim, source, words).Read(reader._features);
        new Conditions(claim, source, words).Read(reader._features);
        new Pivots(claim, source, words).Read(reader._features);
        reader.ReadMarkers();
        reader._features[Feature.Strikes] = Seldom.Count(feature => reader._features[feature] > 0);
        return reader._features;
    }

    /// <summary>Reads what of a claim the whole passage holds.</summary>
    internal static void ReadPassage(ParsedText claim, ParsedText passage, WordAlignment words, FeatureSet features)
    {
        SupportFeatures reader = new(claim, passage, words);
        double held = 0;
        double total = 0;
        for (int i = 0; i < claim.Tokens.Count; i++)
        {
            Token token = claim.Tokens[i];
            if (!token.IsContent)
                continue;
            double weight = reader.IsLight(i) ? LightWeight : 1;
            Relation best = token.Kind == TokenKind.Number ? Relation.Same : words.Best(i);
            total += weight;
            held += weight * Held(best);
            if (best > Relation.Opposite)
                continue;
            features.Raise(Feature.PassageRareWord, Rarity(token));
            features[claim.Parts[i] == PartOfSpeech.Verb ? Feature.PassageForeignVerb : Feature.PassageForeignOther] += weight;
        }

        features[Feature.PassageUnheld] = total > 0 ? 1 - (held / total) : 1;
        Nearness.Read(claim, passage, features);
    }

    /// <summary>How much of a word is held by one that relates to it so, 0 to 1.</summary>
    internal static double Held(Relation relation) =>
        relation switch
        {
            Relation.Same => 1,
            Relation.Synonym or Relation.Family => 0.9,
            Relation.Wider => 0.8,
            Relation.Narrower => 0.6,
            Relation.Listed => 0.5,
            Relation.Distant => 0.3,
            _ => 0,
        };

    /// <summary>What the words of a text weigh.</summary>
    internal static Func<int, double> WeightIn(ParsedText text) => i => IsLight(text, i) ? LightWeight : 1;

    private bool IsLight(int i) => IsLight(_claim, i);

    private static bool IsLight(ParsedText text, int i) =>
        StopWords.IsWeak(text.Tokens[i].Word)
        || (text.Parts[i] is PartOfSpeech.Verb or PartOfSpeech.Adjective or PartOfSpeech.Adverb && Markers.IsLight(text.Tokens[i].Word));

    private int BestSentence()
    {
        double[] held = new double[Math.Max(1, _source.SentenceCount)];
        double[] best = new double[held.Length];
        for (int i = 0; i < _claim.Tokens.Count; i++)
        {
            Array.Clear(best);
            foreach (int j in _words.Places(i, Relation.Distant))
                best[_source.SentenceOf(j)] = Math.Max(best[_source.SentenceOf(j)], Held(_words.Between(i, j)));
            for (int s = 0; s < held.Length; s++)
                held[s] += best[s];
        }

        return Array.IndexOf(held, held.Max());
    }

    private void ReadWords()
    {
        double held = 0;
        double total = 0;
        double rareHeld = 0;
        double rareTotal = 0;
        for (int i = 0; i < _claim.Tokens.Count; i++)
        {
            Token token = _claim.Tokens[i];
            if (!token.IsContent)
                continue;
            double weight = IsLight(i) ? LightWeight : 1;
            // Numbers were compared with their units before: "25" is "twenty-five".
            Relation best = token.Kind == TokenKind.Number ? Relation.Same : _words.Best(i);
            total += weight;
            held += weight * Held(best);
            double rarity = Rarity(token);
            rareTotal += rarity;
            rareHeld += rarity * Held(best);
            if (best <= Relation.Opposite)
                _features.Raise(Feature.RareWord, rarity);
            if (best <= Relation.Opposite && _claim.Parts[i] == PartOfSpeech.Verb)
                _features.Raise(Feature.RareVerb, rarity);
            if (FeatureOf(_claim.Parts[i], best) is { } feature)
                _features[feature] += weight;
        }

        _features[Feature.Unheld] = total > 0 ? 1 - (held / total) : 1;
        _features[Feature.RareUnheld] = rareTotal > 0 ? 1 - (rareHeld / rareTotal) : 1;
        _features[Feature.Length] = Math.Log(1 + _claim.Tokens.Count(t => t.IsContent));
    }

    // What the lexicon's counts say of the word's commonest kind; a word that it has not is as rare as can be.
    internal static double Rarity(Token token)
    {
        if (token.Kind == TokenKind.Number)
            return 1;
        WordMeaning meaning = WordMeaning.Of(token.Word);
        int most = Math.Max(
            Math.Max(meaning.Weight(WordKind.Noun), meaning.Weight(WordKind.Verb)),
            Math.Max(meaning.Weight(WordKind.Adjective), meaning.Weight(WordKind.Adverb))
        );
        return 1 - (most / (double)byte.MaxValue);
    }

    private static Feature? FeatureOf(PartOfSpeech part, Relation relation) =>
        (part, relation) switch
        {
            (PartOfSpeech.Verb, <= Relation.Opposite) => Feature.ForeignVerb,
            (PartOfSpeech.Verb, <= Relation.Listed) => Feature.DistantVerb,
            (PartOfSpeech.Verb, Relation.Narrower) => Feature.NarrowerVerb,
            (PartOfSpeech.Verb, Relation.Wider) => Feature.WiderVerb,
            (PartOfSpeech.Noun, <= Relation.Opposite) => Feature.ForeignNoun,
            (PartOfSpeech.Noun, <= Relation.Listed) => Feature.DistantNoun,
            (PartOfSpeech.Noun, Relation.Narrower) => Feature.NarrowerNoun,
            (PartOfSpeech.Adjective or PartOfSpeech.Adverb, <= Relation.Opposite) => Feature.ForeignModifier,
            (PartOfSpeech.Adjective or PartOfSpeech.Adverb, <= Relation.Listed) => Feature.DistantModifier,
            (_, <= Relation.Opposite) => Feature.ForeignOther,
            _ => null,
        };

    private void ReadMainVerb()
    {
        if (_main is null)
            return;
        Relation best = _words.Best(_main.Verb);
        Feature? feature = best switch
        {
            <= Relation.Opposite => Feature.MainVerbForeign,
            <= Relation.Listed => Feature.MainVerbDistant,
            <= Relation.Wider => Feature.MainVerbKind,
            _ => null,
        };
        if (feature is { } found)
            _features[found] = 1;
        if (AreForeign(Argument.Agent))
            _features[Feature.ForeignAgent] = 1;
        if (AreForeign(Argument.Patient))
            _features[Feature.ForeignPatient] = 1;

        bool AreForeign(string slot)
        {
            List<Argument> arguments = [.. _main.Arguments.Where(a => a.Slot == slot)];
            return arguments.Count > 0
                && arguments.TrueForAll(a => _claim.Tokens[a.Token].IsContent && _words.Best(a.Token) < Relation.Narrower);
        }
    }

    private void ReadOpposites()
    {
        for (int i = 0; i < _claim.Tokens.Count; i++)
        {
            if (!_claim.Tokens[i].IsContent || _words.Best(i) >= Relation.Family)
                continue;
            for (int j = 0; j < _source.Tokens.Count; j++)
            {
                if (_source.SentenceOf(j) != _sentence || _words.Between(i, j) != Relation.Opposite)
                    continue;
                _features[Feature.OppositeWord] = 1;
                if (_claim.Parts[i] == PartOfSpeech.Verb)
                    _features[Feature.OppositeVerb] = 1;
            }
        }
    }

    private void ReadPlaces()
    {
        int held = 0;
        int elsewhere = 0;
        List<int> places = [];
        for (int i = 0; i < _claim.Tokens.Count; i++)
        {
            List<int> at = _claim.Tokens[i].IsContent ? [.. _words.Places(i, Relation.Narrower)] : [];
            if (at.Count == 0)
                continue;
            held++;
            if (at.Exists(IsInSentence))
                places.Add(at.Find(IsInSentence));
            else
                elsewhere++;
        }

        _features[Feature.Scattered] = held > 0 ? elsewhere / (double)held : 0;
        places.Sort();
        int widest = places.Zip(places.Skip(1), (left, right) => right - left).DefaultIfEmpty().Max();
        _features[Feature.Gap] = Math.Log(1 + widest);
        if (_main is null)
            return;
        List<int> verbs = [.. _words.Places(_main.Verb, Relation.Narrower)];
        _features[Feature.VerbAway] = verbs.Count > 0 && !verbs.Exists(IsInSentence) ? 1 : 0;
    }

    private bool IsInSentence(int j) => _source.SentenceOf(j) == _sentence;

    private void ReadMarkers()
    {
        HashSet<string> mine = [.. _claim.Tokens.Select(t => t.Word)];
        HashSet<string> theirs = [.. Enumerable.Range(0, _source.Tokens.Count).Where(IsInSentence).Select(j => _source.Tokens[j].Word)];
        _features[Feature.Strong] = Missing(Markers.Strong);
        _features[Feature.HedgeLost] = Lost(Markers.Hedges);
        _features[Feature.Turned] = mine.Any(w => !theirs.Contains(w) && theirs.Any(o => !mine.Contains(o) && Markers.AreTurned(w, o)))
            ? 1
            : 0;
        _features[Feature.Condition] = Missing(Markers.Conditions);
        _features[Feature.ConditionLost] = Lost(Markers.Conditions);
        _features[Feature.Cause] = Added(Markers.Causes);
        _features[Feature.Denial] = Markers.HoldsNegation(mine) != Markers.HoldsNegation(theirs) ? 1 : 0;
        _features[Feature.Quantifier] = Missing(Markers.Quantifiers);
        _features[Feature.Preposition] = TurnedPrepositions();
        Certainties.Read(string.Join(' ', _claim.Tokens.Select(t => t.Word)), mine, theirs, _features);

        double Missing(FrozenSet<string> list) => mine.Count(w => list.Contains(w) && !theirs.Contains(w));
        double Added(FrozenSet<string> list) => mine.Overlaps(list) && !theirs.Overlaps(list) ? 1 : 0;
        double Lost(FrozenSet<string> list) => !mine.Overlaps(list) && theirs.Overlaps(list) ? 1 : 0;
    }

    // The same noun behind another preposition: "from England to Virginia" and "to England from Virginia".
    private int TurnedPrepositions()
    {
        int turned = 0;
        for (int i = 1; i < _claim.Tokens.Count; i++)
        {
            if (_claim.Parts[i] is not (PartOfSpeech.Noun or PartOfSpeech.Number) || Preposition(_claim, i) is not { } mine)
                continue;
            List<string?> theirs = [.. _words.Places(i, Relation.Same).Where(IsInSentence).Select(j => Preposition(_source, j))];
            if (theirs.Count > 0 && !theirs.Contains(mine) && theirs.Exists(p => p is not null && Markers.AreTurned(mine, p)))
                turned++;
        }

        return turned;
    }

    private static string? Preposition(ParsedText text, int noun)
    {
        for (int i = noun - 1; i >= 0 && i >= noun - 4; i--)
        {
            if (text.Parts[i] is PartOfSpeech.Preposition || text.Tokens[i].Word is "before" or "after" or "until")
                return text.Tokens[i].Word;
            if (text.Parts[i] is PartOfSpeech.Verb or PartOfSpeech.Conjunction)
                return null;
        }

        return null;
    }
}
