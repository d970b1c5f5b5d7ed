using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class ForeignQuestionTests
{
    [Theory]
    [InlineData("de", "Darf ich Essig verwenden?", "Essig")]
    [InlineData("de", "Möchten Sie Essig? Dürften wir, solltet ihr, müsstest du Essig?", "Essig")]
    [InlineData("de", "Ist es erlaubt, Essig zu verwenden?", "Essig")]
    [InlineData("fr", "Puis-je utiliser du vinaigre ?", "vinaigre")]
    [InlineData("fr", "Faut-il du vinaigre ? Est-il permis, devrait-on, pourriez-vous ?", "vinaigre")]
    [InlineData("es", "¿Puedo usar vinagre?", "vinagre")]
    [InlineData("es", "¿Está permitido, debería, podrían ustedes, hay que usar vinagre?", "vinagre")]
    [InlineData("it", "Posso usare l'aceto?", "aceto")]
    [InlineData("it", "È possibile, dovrei, potrebbe, bisogna, vorrei l'aceto?", "aceto")]
    [InlineData("pt", "Posso usar vinagre?", "vinagre")]
    [InlineData("pt", "É permitido, deveria, poderia, preciso de vinagre?", "vinagre")]
    [InlineData("nl", "Mag ik azijn gebruiken?", "azijn")]
    [InlineData("nl", "Is het toegestaan, zou u, moeten wij, wilt u azijn?", "azijn")]
    [InlineData("ru", "Можно ли использовать уксус?", "уксус")]
    [InlineData("ru", "Нужно ли, должны ли вы, хотите ли вы, разрешено ли уксус?", "уксус")]
    [InlineData("ar", "هل يمكنني استخدام الخل؟", "الخل")]
    [InlineData("ar", "هل يجب علينا استخدام الخل؟", "الخل")]
    [InlineData("ar", "هل من الممكن استخدام الخل؟", "الخل")]
    [InlineData("zh", "可以用醋吗？", "用 醋")]
    [InlineData("zh", "是否必须用醋？", "用 醋")]
    [InlineData("ja", "酢を使うことができますか？", "酢 使 う")]
    public void WordsThatAskForLeave_AreNoTerms(string language, string question, string terms) => AssertTerms(terms, question, language);

    [Theory]
    [InlineData("de", "Was ist der Unterschied zwischen E01 und E02?")]
    [InlineData("fr", "Quelle est la différence entre E01 et E02 ?")]
    [InlineData("es", "¿Cuál es la diferencia entre E01 y E02?")]
    [InlineData("it", "Qual è la differenza tra E01 ed E02?")]
    [InlineData("pt", "Qual é a diferença entre E01 e E02?")]
    [InlineData("nl", "Wat is het verschil tussen E01 en E02?")]
    [InlineData("ru", "В чём разница между E01 и E02?")]
    [InlineData("ar", "ما الفرق بين E01 و E02؟")]
    [InlineData("zh", "E01和E02有什么区别？")]
    [InlineData("ja", "E01とE02の違いは何ですか？")]
    [InlineData("en", "What is the difference between E01 and E02?")]
    public void WordsOfComparison_AreNoTerms(string language, string question) => AssertTerms("E01 E02", question, language);

    private static void AssertTerms(string terms, string question, string language)
    {
        AnalysedQuestion read = QuestionReader.Read(question, LanguageWords.Find(language)!);

        Assert.Equal(terms, string.Join(' ', read.Terms.Select(term => question[term.Token.Start..term.Token.End])));
    }
}
