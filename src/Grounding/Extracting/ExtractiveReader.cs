using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding.Abstention;
using RagCluster.Grounding.Citations;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>Answers with the units of the passages that answer best, each quoted and cited, or abstains.</summary>
internal static class ExtractiveReader
{
    // A further unit must come this close to the best in log odds: measured, it keeps answers at 1.6 sentences on average.
    private const double ScoreDropMax = 1.2;

    // The parts of a procedure stand in several units of its section more often than the same fact stands in two sentences.
    private const double StructuredDropMax = 1.8;

    // Who asks how to do something wants to see it done: code may come from further down.
    private const double CodeDropMax = 2.5;

    // Code says less of a question's words than text does: its passage's place in the retrieval counts for more.
    private const double CodeRank = 0.8;

    // What is longer is read like a page, not like an answer.
    private const int LengthMax = 1_100;

    internal static Answer Read(EvidenceSet evidence, GroundingOptions options)
    {
        RatedUnits? rated = RatedUnits.Of(evidence);
        Corpus.Answers.Abstention? abstention = AbstentionRule.Check(evidence, rated?.Best, options.EvidenceMin);
        if (abstention is not null)
            return new Answer { Abstention = abstention };
        if (rated is not null)
            return Write(AnswerFiller.Fill(rated), rated.Evidence.Question, options);
        List<Quote> picked = Pick(evidence, options.SentencesMax);
        if (picked.Count == 0)
            return new Answer { Abstention = AbstentionRule.NoUnit(evidence.Question) };
        CitationList citations = new(options.PageOf);
        List<AnswerSentence> sentences = new();
        foreach (Quote? quote in picked.OrderBy(q => q.Order).ThenBy(q => q.Region.Start))
        {
            double probability = Answerability.Of(quote.Candidate);
            foreach (QuotePart part in quote.Parts)
                sentences.Add(Sentence(quote.Passage, part, probability, citations));
        }

        return new Answer { Sentences = [.. sentences], Citations = citations.ToArray() };
    }

    /// <summary>
    /// Answers each part of a question from documents with structure, and names the parts that nothing answers; null where there is
    /// nothing to divide: no structure, or no part that is answered by itself.
    /// </summary>
    internal static Answer? ReadParts(IReadOnlyList<EvidenceSet> parts, GroundingOptions options)
    {
        List<RatedUnits> answered = [];
        List<string> open = [];
        foreach (EvidenceSet part in parts)
        {
            RatedUnits? rated = RatedUnits.Of(part);
            if (rated is null || AbstentionRule.Check(part, rated.Best, options.EvidenceMin) is not null)
                open.Add(part.Question.Text);
            else
                answered.Add(rated.ForPart(parts.Where(other => other != part)));
        }

        if (answered.Count == 0)
            return null;
        Answer answer = Write(AnswerFiller.Fill(answered), answered[0].Evidence.Question, options);
        return answer.Abstention is null ? answer with { Unanswered = [.. open] } : null;
    }

    // Where documents have structure, answers follow it.
    private static Answer Write(IReadOnlyList<ShownPassage> shown, AnalysedQuestion question, GroundingOptions options)
    {
        if (shown.Count == 0)
            return new Answer { Abstention = AbstentionRule.NoUnit(question) };
        CitationList citations = new(options.PageOf);
        List<AnswerSentence> sentences = [];
        foreach (ShownPassage passage in shown)
        {
            double probability = Answerability.Of(passage.Best);
            sentences.AddRange(passage.Parts.Select(part => Sentence(passage.Passage, part, probability, citations)));
        }

        return new Answer { Sentences = [.. sentences], Citations = citations.ToArray() };
    }

    private static AnswerSentence Sentence(PassageText passage, QuotePart part, double probability, CitationList citations)
    {
        List<string> ids = [.. part.Spans.Select(span => citations.Add(passage.Passage, span, probability).Id)];
        if (part.CitesLead)
            ids.Add(citations.AddLead(passage.Passage, probability).Id);
        return new AnswerSentence(part.Text, [.. ids])
        {
            Kind = part.Kind,
            Language = part.Language,
            Links = Array.ConvertAll(
                part.Links,
                link => new Hyperlink(link.Start, link.End, LinkAddress.Of(passage.Passage.Uri, link.Target))
            ),
        };
    }

    private static List<Quote> Pick(EvidenceSet evidence, int sentencesMax)
    {
        List<Quote> picked = new();
        double best = evidence.Candidates.Max(c => c.Score);
        if (evidence.Question.Kind == QuestionKind.HowTo)
        {
            IEnumerable<SentenceCandidate> code = evidence.Candidates.Where(c =>
                c.Unit.Kind == UnitKind.Code && c.Score >= best - CodeDropMax
            );
            Take(picked, code.OrderByDescending(c => c.Score + (CodeRank * c.Features.Rank)), 1);
        }

        Take(
            picked,
            evidence.Candidates.Where(c => c.Score >= best - (c.Unit.Block is null ? ScoreDropMax : StructuredDropMax)),
            sentencesMax
        );
        return picked;
    }

    private static void Take(List<Quote> picked, IEnumerable<SentenceCandidate> candidates, int countMax)
    {
        foreach (SentenceCandidate candidate in candidates)
        {
            if (picked.Count >= countMax)
                break;
            if (picked.Exists(q => q.Holds(candidate)))
                continue;
            TermBag terms = candidate.Passage.Bags[candidate.Index];
            if (picked.Exists(q => Redundancy.IsRepeat(q.Passage.Bags[q.Candidate.Index], terms)))
                continue;
            // Sentences of one passage stay together, at the place of its best one.
            int order = picked.Find(q => q.Passage == candidate.Passage)?.Order ?? picked.Count;
            if (QuoteWriter.Write(candidate, order) is not { } quote || picked.Exists(q => q.Overlaps(quote) && !q.IsWithin(quote)))
                continue;
            int length = picked.Where(q => !q.IsWithin(quote)).Sum(q => q.Length);
            if (picked.Count > 0 && length + quote.Length > LengthMax)
                continue;
            picked.RemoveAll(q => q.IsWithin(quote));
            picked.Add(quote);
        }
    }
}
