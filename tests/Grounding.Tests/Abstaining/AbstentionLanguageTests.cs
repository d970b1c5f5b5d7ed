using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Abstention;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Abstaining;

/// <summary>Who asks in a language reads in it why there is no answer.</summary>
public sealed class AbstentionLanguageTests
{
    private const string English = "The toaster is made of steel. The warranty of the toaster lasts 24 months. Crumbs collect in a tray.";
    private const string German =
        "Der Toaster ist aus Stahl. Die Garantie des Toasters gilt 24 Monate. Krümel sammeln sich in einer Schale.";

    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Theory]
    [InlineData("en", "How long does the battery of the drone last?")]
    [InlineData("de", "Wie lange hält der Akku der Drohne?")]
    [InlineData("fr", "Combien de temps dure la batterie du drone ?")]
    [InlineData("es", "¿Cuánto tiempo dura la batería del dron?")]
    [InlineData("it", "Quanto tempo dura la batteria del drone?")]
    [InlineData("pt", "Quanto tempo dura a bateria do drone?")]
    [InlineData("nl", "Hoe lang gaat de accu van de drone mee?")]
    [InlineData("ru", "Сколько времени работает аккумулятор дрона?")]
    [InlineData("ar", "كم من الوقت تدوم بطارية الطائرة؟")]
    [InlineData("zh", "无人机的电池能用多久？")]
    [InlineData("ja", "ドローンの電池はどのくらい持ちますか。")]
    public async Task Refusal_SpeaksTheLanguageOfTheQuestion_WhateverThePassagesSpeak(string language, string question)
    {
        Answer found = await _composer.AnswerAsync(new Question(question), [Samples.Passage(English)]);
        Answer empty = await _composer.AnswerAsync(new Question(question) { DocumentCount = 0 }, []);

        Assert.Equal(language, found.Abstention?.Language);
        Assert.Equal(AbstentionMessages.In(language).Say(AbstentionMessages.NoDocuments), empty.Abstention?.Reason);
    }

    [Fact]
    public async Task GermanRefusal_NamesInGermanWhatIsMissing()
    {
        Answer answer = await _composer.AnswerAsync(new Question("Wie lange hält der Akku der Drohne?"), [Samples.Passage(German)]);

        Assert.Equal("Die gefundenen Textstellen erwähnen nicht: „hält“, „Akku“, „Drohne“.", answer.Abstention?.Reason);
    }

    [Theory]
    [InlineData("巴黎的房租是多少？", "找到的段落没有提到：“巴黎”、“房租”。")]
    [InlineData("パリの家賃はいくらですか？", "見つかった文章に次の語句がありません：「パリ」、「家賃」。")]
    public async Task CharactersThatAreMissingTogether_AreNamedTogether(string question, string reason)
    {
        Answer answer = await _composer.AnswerAsync(new Question(question), [Samples.Passage(English)]);

        Assert.Equal(reason, answer.Abstention?.Reason);
    }

    [Fact]
    public async Task QuestionWithoutFunctionWords_IsInTheLanguageOfThePassages()
    {
        Answer answer = await _composer.AnswerAsync(new Question("Drohne Akku Laufzeit"), [Samples.Passage(German)]);

        Assert.Equal("de", answer.Abstention?.Language);
    }

    [Fact]
    public async Task EnglishRefusalOverGermanPassages_IsEnglish()
    {
        Answer answer = await _composer.AnswerAsync(new Question("What is the battery of the drone made of?"), [Samples.Passage(German)]);

        Assert.StartsWith("The passages found do not mention", answer.Abstention?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("how long does the retry wait between attempts if I set nothing")]
    [InlineData("when a user gets removed I want his issues gone too, how do I set that on the FK?")]
    public async Task EnglishQuestion_IsReadAsEnglish_ThoughCodeHoldsWordsOfOtherLanguages(string question)
    {
        const string Diagram = "a->>di: do e. di-->>a: no. a->>e: per me. e-->>di: con se. a->>o: do e. o-->>a: in un me.";

        Answer answer = await _composer.AnswerAsync(new Question(question), [Samples.Passage(Diagram)]);

        Assert.Equal("en", answer.Abstention?.Language);
        Assert.DoesNotContain("how", answer.Abstention!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLanguageOfTheWordLists_HasEveryMessage_WithThePlacesOfTheEnglishOne()
    {
        AbstentionMessages english = AbstentionMessages.In("en");
        Assert.Equal(LanguageWords.Codes.Order(), AbstentionMessages.Languages.Order());
        foreach (string language in AbstentionMessages.Languages)
        {
            AbstentionMessages messages = AbstentionMessages.In(language);
            Assert.Equal(english.Names.Order(), messages.Names.Order());
            foreach (string name in english.Names)
                Assert.True(Holds(messages, name) == Holds(english, name), $"{language} {name}: other places than in English.");
        }
    }

    private static bool Holds(AbstentionMessages messages, string name) =>
        messages.Say(name, "MARK").Contains("MARK", StringComparison.Ordinal);
}
