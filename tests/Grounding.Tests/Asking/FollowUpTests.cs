using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Asking;

namespace RagCluster.Grounding.Tests.Asking;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "When was it founded?", "When was Acme Motors founded?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "When was she born?", "When was Jane Doe born?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "What is her profession?", "What is Jane Doe's profession?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "Where is its factory?", "Where is Acme Motors' factory?")]
    [InlineData(
        "How long does the warranty of the toaster last?",
        "",
        "Does it cover water damage?",
        "Does the warranty of the toaster cover water damage?"
    )]
    [InlineData(
        "How long is the warranty of the Crisp 200?",
        "24 months.",
        "What about the Crisp 300?",
        "How long is the warranty of the Crisp 300?"
    )]
    [InlineData(
        "How long is the warranty of the Crisp 200?",
        "24 months.",
        "And what about batteries?",
        "How long is the warranty of the Crisp 200, batteries?"
    )]
    [InlineData("When was the bridge opened?", "In 1897.", "Why?", "Why (When was the bridge opened)?")]
    public void QuestionThatPointsBack_StandsAlone(string asked, string answered, string question, string expected) =>
        Assert.Equal(expected, FollowUp.Rewrite(question, [new ConversationTurn(asked) { Answer = answered }]));

    [Theory]
    [InlineData(
        "How much is the Team edition per month?",
        "What about the Enterprise edition?",
        "How much is the Enterprise edition per month?"
    )]
    [InlineData("How much does Beta cost?", "And Alpha?", "How much does Alpha cost?")]
    public void NameInThePlaceOfAnother_IsNotSaidTwice(string asked, string question, string expected) =>
        Assert.Equal(expected, FollowUp.Rewrite(question, [new ConversationTurn(asked) { Answer = "It is 9." }]));

    [Theory]
    [InlineData("Was ist die Beta?", "Was kostet sie?", "Was kostet die Beta?")]
    [InlineData("Was ist die Beta?", "Was ist ihr Preis?", "die Beta: Was ist ihr Preis?")]
    [InlineData("Wie lange gilt die Garantie des Toasters?", "Deckt sie Wasserschäden?", "Deckt die Garantie des Toasters Wasserschäden?")]
    [InlineData("Was kostet die Beta?", "Und die Alpha?", "Was kostet die Alpha?")]
    [InlineData("Was kostet Beta?", "Und Alpha?", "Was kostet Alpha?")]
    [InlineData("Was ist die Beta?", "Und der Preis?", "Was ist die Beta, der Preis?")]
    [InlineData("Qu'est-ce que la Bêta ?", "Combien coûte-t-elle ?", "Bêta: Combien coûte-t-elle ?")]
    [InlineData("Combien coûte la Bêta ?", "Et l'Alpha ?", "Combien coûte la Alpha ?")]
    [InlineData("¿Qué es Beta?", "¿Cuánto cuesta?", "Beta: ¿Cuánto cuesta?")]
    [InlineData("¿Cuánto cuesta Beta?", "¿Y Alfa?", "¿Cuánto cuesta Alfa?")]
    [InlineData("Che cos'è la macchina?", "Quanto costa?", "la macchina: Quanto costa?")]
    [InlineData("Quanto costa Beta?", "E Alfa?", "Quanto costa Alfa?")]
    [InlineData("O que é a Beta?", "Qual é o preço dela?", "Beta: Qual é o preço dela?")]
    [InlineData("Quanto custa a Beta?", "E a Alfa?", "Quanto custa a Alfa?")]
    [InlineData("Wat is de Beta?", "Wat kost ze?", "Wat kost Beta?")]
    [InlineData("Wat kost de Beta?", "En de Alfa?", "Wat kost de Alfa?")]
    [InlineData("Что такое Бета?", "Сколько она стоит?", "Бета: Сколько она стоит?")]
    [InlineData("Сколько стоит Бета?", "А Альфа?", "Сколько стоит Альфа?")]
    [InlineData("ما هي بيتا؟", "وكم سعرها؟", "بيتا: وكم سعرها؟")]
    [InlineData("كم سعر بيتا؟", "وماذا عن ألفا؟", "كم سعر ألفا؟")]
    [InlineData("贝塔是什么？", "它多少钱？", "贝塔多少钱？")]
    [InlineData("贝塔是什么？", "其价格是多少？", "贝塔的价格是多少？")]
    [InlineData("贝塔多少钱？", "阿尔法呢？", "阿尔法多少钱？")]
    [InlineData("ベータとは何ですか？", "それはいくらですか？", "ベータはいくらですか？")]
    [InlineData("ベータとは何ですか？", "その価格は？", "ベータの価格は？")]
    [InlineData("ベータはいくらですか？", "アルファは？", "アルファはいくらですか？")]
    public void QuestionInAnotherLanguageThatPointsBack_StandsAlone(string asked, string question, string expected) =>
        Assert.Equal(expected, FollowUp.Rewrite(question, [new ConversationTurn(asked) { Answer = "9." }]));

    [Theory]
    [InlineData("Was ist die Beta?", "Ist es möglich, ein Gerät zurückzugeben?")]
    [InlineData("Was ist die Beta?", "Gibt es einen Filter?")]
    [InlineData("Was ist die Beta?", "Können Sie den Filter wechseln?")]
    [InlineData("Was ist die Beta?", "Und wie lange gilt die Garantie des Filters?")]
    [InlineData("Qu'est-ce que la Bêta ?", "Faut-il changer le filtre ?")]
    [InlineData("¿Qué es Beta?", "¿Cuánto dura la garantía del filtro?")]
    [InlineData("Что такое Бета?", "Сколько стоит фильтр?")]
    [InlineData("ما هي بيتا؟", "كم يدوم ضمان الفلتر؟")]
    [InlineData("贝塔是什么？", "其他型号的过滤器多少钱？")]
    [InlineData("ベータとは何ですか？", "フィルターの保証期間はどのくらいですか？")]
    public void QuestionInAnotherLanguageThatSaysWhatItMeans_Stays(string asked, string question) =>
        Assert.Equal(question, FollowUp.Rewrite(question, [new ConversationTurn(asked) { Answer = "9." }]));

    [Theory]
    [InlineData("How long is the warranty of the Brevik One?")]
    [InlineData("Is it possible to return a machine?")]
    [InlineData("How long does it take to descale the machine?")]
    [InlineData("Which files does the server read?")]
    public void QuestionThatSaysWhatItMeans_Stays(string question) =>
        Assert.Equal(question, FollowUp.Rewrite(question, [new ConversationTurn("Who founded Acme Motors?") { Answer = "Jane Doe did." }]));

    [Fact]
    public void WithoutHistory_NothingChanges() => Assert.Equal("When was it founded?", FollowUp.Rewrite("When was it founded?", []));

    [Fact]
    public void Topic_LastsOverTurnsThatPointBackThemselves()
    {
        ConversationTurn[] history =
        [
            new("Who founded Acme Motors?") { Answer = "Jane Doe founded it." },
            new("When was it founded?") { Answer = "In 1947." },
            new("Where does it sell cars?") { Answer = "In Norway." },
        ];

        Assert.Equal("How many people work for Acme Motors?", FollowUp.Rewrite("How many people work for it?", history));
    }
}
