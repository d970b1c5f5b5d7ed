using RagCluster.Corpus.Answers;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>Counts what became of questions.</summary>
internal sealed class AnswerTally
{
    private int _asked;
    private int _holding;
    private int _inPlace;
    private int _refused;
    private int _rightlyRefused;
    private int _sentences;
    private int _goldSentences;
    private int _citations;
    private int _faults;

    internal void Add(AskedQuestion asked)
    {
        _asked++;
        Answer answer = asked.With.Answer;
        if (answer.Abstention is not null)
            _refused++;
        if (asked.IsGold(answer.Text))
            _holding++;
        if (answer.Citations.Any(asked.IsGoldPlace))
            _inPlace++;
        _sentences += answer.Sentences.Length;
        _goldSentences += answer.Sentences.Count(sentence => asked.IsGold(sentence.Text));
        if (asked.Without.Answer.Abstention is not null)
            _rightlyRefused++;
        foreach ((Answer given, string? fault) in ((Answer, string?)[])[asked.With, asked.Without])
        {
            _citations += given.Citations.Length;
            if (fault is not null)
                _faults++;
        }
    }

    internal void Print(string row)
    {
        Figures.Print(row, "questions", _asked, "questions");
        Figures.Print(row, "answer holds a gold answer", Figures.Share(_holding, _asked), "% of questions");
        Figures.Print(row, "answer cites a gold answer's place", Figures.Share(_inPlace, _asked), "% of questions");
        Figures.Print(row, "answer holds a gold answer where one is given", Figures.Share(_holding, _asked - _refused), "% of answers");
        Figures.Print(row, "sentences that hold a gold answer", Figures.Share(_goldSentences, _sentences), "% of sentences");
        Figures.Print(row, "sentences an answer", _sentences / (double)Math.Max(1, _asked - _refused), "sentences");
        Figures.Print(row, "refused without the paragraph", Figures.Share(_rightlyRefused, _asked), "% of questions");
        Figures.Print(row, "refused with the paragraph", Figures.Share(_refused, _asked), "% of questions");
        Figures.Print(row, "citations", _citations, "citations");
        Figures.Print(row, "answers whose citations are all verbatim", Figures.Share(2 * _asked - _faults, 2 * _asked), "%");
    }
}
