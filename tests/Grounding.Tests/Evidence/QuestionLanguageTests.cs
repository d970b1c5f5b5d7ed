using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class QuestionLanguageTests
{
    private const string Plans = """
        # Plans

        | Plan | Free | Pro |
        | --- | --- | --- |
        | SAML | no | si |
        | API | no | a |

        ```
        do con = per(un, no, e); a.do(se, me);
        do no = con; e = se;
        ```
        """;

    private const string German =
        "Die Maschine ist aus Stahl. Das Wasser wird in dem Tank erhitzt, und der Tank ist für zwei Liter gemacht.";
    private const string French =
        "La machine est en acier. Il ne faut pas utiliser de vinaigre dans le réservoir, car il est trop acide pour les joints.";

    [Theory]
    [InlineData("Is SAML supported?")]
    [InlineData("Compare Free and Pro")]
    [InlineData("Price per month?")]
    [InlineData("Default port")]
    [InlineData("Install on Mac")]
    [InlineData("SAML SSO")]
    public async Task EnglishCollection_IsAskedInEnglish_WhateverItsTablesAndCodeHold(string question)
    {
        List<Passage> passages = await Structured.ReadAsync(Plans);

        Assert.Equal("en", QuestionLanguage.Of(new Question(question) { Language = "en" }, passages).Code);
    }

    [Theory]
    [InlineData("Is SAML supported?")]
    [InlineData("Compare Free and Pro")]
    [InlineData("Price per month?")]
    [InlineData("Default port")]
    [InlineData("Install on Mac")]
    public void BeginningOfAnEnglishQuestion_DecidesOverOtherPassages(string question) =>
        Assert.Equal("en", QuestionLanguage.Of(new Question(question), [Samples.Passage(German)]).Code);

    [Theory]
    [InlineData("ru", "Можно ли использовать уксус?")]
    [InlineData("ru", "Порт по умолчанию")]
    [InlineData("ar", "هل يمكنني استخدام الخل؟")]
    [InlineData("ar", "المنفذ الافتراضي")]
    [InlineData("zh", "可以用醋吗？")]
    [InlineData("zh", "默认端口")]
    [InlineData("zh", "Kubernetes是什么？")]
    [InlineData("ja", "酢を使ってもいいですか？")]
    [InlineData("ja", "デフォルトのポート")]
    [InlineData("en", "What does 有 mean?")]
    public void Script_DecidesFirst(string language, string question) =>
        Assert.Equal(language, QuestionLanguage.Of(new Question(question) { Language = "de" }, [Samples.Passage(French)]).Code);

    [Theory]
    [InlineData("pt", "Posso usar vinagre?")]
    [InlineData("es", "¿Puedo usar vinagre?")]
    [InlineData("it", "Posso usare l'aceto?")]
    [InlineData("nl", "Mag ik azijn gebruiken?")]
    [InlineData("de", "Darf ich Essig verwenden?")]
    [InlineData("fr", "Puis-je utiliser du vinaigre ?")]
    [InlineData("de", "Was kostet Pro?")]
    [InlineData("fr", "Combien coûte Pro ?")]
    [InlineData("es", "¿Cuánto cuesta Pro?")]
    [InlineData("it", "Quanto costa Pro?")]
    [InlineData("pt", "Quanto custa Pro?")]
    [InlineData("nl", "Hoeveel kost Pro?")]
    public void OwnWords_DecideInMixedCollections(string language, string question)
    {
        Passage[] passages = [Samples.Passage(French), Samples.Passage(German)];

        Assert.Equal(language, QuestionLanguage.Of(new Question(question), passages).Code);
        Assert.Equal(language, QuestionLanguage.Of(new Question(question) { Language = "en" }, passages).Code);
    }

    [Theory]
    [InlineData("de", "de", French)]
    [InlineData("fr", null, French)]
    [InlineData("fr", "multi", French)]
    // English is what a collection is said to be of which nobody said anything.
    [InlineData("de", "en", German)]
    [InlineData("en", "en", "Port 6380. Pro: no.")]
    public void WhereOwnWordsAreFew_TheCollectionDecides_ThenItsPassages(string expected, string? collection, string passage) =>
        Assert.Equal(expected, QuestionLanguage.Of(new Question("Port TLS") { Language = collection }, [Samples.Passage(passage)]).Code);
}
