using RagCluster.Grounding.Asking;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Asking;

public sealed class QuestionPartsTests
{
    [Theory]
    [InlineData("What is the boiler made of? How is it cleaned?", "What is the boiler made of?", "How is it cleaned?")]
    [InlineData("How do I drain it and what do I fill in?", "How do I drain it?", "what do I fill in?")]
    [InlineData("grinder type Disc vs Cone?", "grinder type Disc?", "grinder type Cone?")]
    [InlineData("What is the difference between --dry and --wet?", "What is --dry?", "What is --wet?")]
    [InlineData("defaults of PressureMax and FlowMax", "defaults of PressureMax", "defaults of FlowMax")]
    public void QuestionThatAsksForSeveralThings_IsDivided(string question, params string[] parts) =>
        Assert.Equal(parts, QuestionParts.Of(question, "en"));

    [Theory]
    [InlineData(
        "de",
        "Wann wurde die Maschine vorgestellt und wer ist der Bürgermeister von Oslo?",
        "Wann wurde die Maschine vorgestellt?",
        "wer ist der Bürgermeister von Oslo?"
    )]
    [InlineData("fr", "Combien coûte la machine et où est le siège ?", "Combien coûte la machine?", "où est le siège ?")]
    [InlineData("es", "¿Cuánto cuesta la máquina y quién es el alcalde?", "¿Cuánto cuesta la máquina?", "quién es el alcalde?")]
    [InlineData("it", "Quanto costa la macchina e chi è il sindaco?", "Quanto costa la macchina?", "chi è il sindaco?")]
    [InlineData("pt", "Quanto custa a máquina e quem é o prefeito?", "Quanto custa a máquina?", "quem é o prefeito?")]
    [InlineData("nl", "Wat kost de machine en wie is de burgemeester?", "Wat kost de machine?", "wie is de burgemeester?")]
    [InlineData("ru", "Когда вышла машина и кто мэр Осло?", "Когда вышла машина?", "кто мэр Осло?")]
    [InlineData("ar", "متى صدرت الآلة ومن هو عمدة أوسلو؟", "متى صدرت الآلة؟", "من هو عمدة أوسلو؟")]
    [InlineData("zh", "机器什么时候推出，奥斯陆的市长是谁？", "机器什么时候推出？", "奥斯陆的市长是谁？")]
    [InlineData("ja", "機械はいつ発売されましたか、オスロの市長は誰ですか？", "機械はいつ発売されましたか？", "オスロの市長は誰ですか？")]
    [InlineData("de", "Was ist der Unterschied zwischen E01 und E02?", "Was ist E01?", "Was ist E02?")]
    [InlineData("de", "Wie unterscheidet sich der Filter von dem Sieb?", "Was ist der Filter?", "Was ist dem Sieb?")]
    [InlineData("fr", "Quelle est la différence entre E01 et E02 ?", "Qu'est-ce que E01 ?", "Qu'est-ce que E02 ?")]
    [InlineData("es", "¿Cuál es la diferencia entre E01 y E02?", "¿Qué es E01?", "¿Qué es E02?")]
    [InlineData("it", "Qual è la differenza tra E01 ed E02?", "Che cos'è E01?", "Che cos'è E02?")]
    [InlineData("pt", "Qual é a diferença entre E01 e E02?", "O que é E01?", "O que é E02?")]
    [InlineData("nl", "Wat is het verschil tussen E01 en E02?", "Wat is E01?", "Wat is E02?")]
    [InlineData("ru", "В чём разница между E01 и E02?", "Что такое E01?", "Что такое E02?")]
    [InlineData("ar", "ما الفرق بين القهوة والشاي؟", "ما هو القهوة؟", "ما هو الشاي؟")]
    [InlineData("zh", "E01和E02有什么区别？", "E01是什么？", "E02是什么？")]
    [InlineData("ja", "E01とE02の違いは何ですか？", "E01とは何ですか？", "E02とは何ですか？")]
    [InlineData("de", "Grenzen von PressureMax oder FlowMax", "Grenzen von PressureMax", "Grenzen von FlowMax")]
    public void QuestionInAnotherLanguage_IsDividedByItsForms(string language, string question, params string[] parts) =>
        Assert.Equal(parts, QuestionParts.Of(question, language));

    [Theory]
    [InlineData("de", "Wie entkalke und reinige ich die Maschine?")]
    [InlineData("fr", "Qui a fondé la société et son école ?")]
    [InlineData("es", "¿Quién fundó la empresa y su escuela?")]
    [InlineData("ru", "Кто основал фирму и школу?")]
    [InlineData("zh", "公司和学校是谁创办的？")]
    [InlineData("ja", "会社と学校を設立したのは誰ですか？")]
    [InlineData("ar", "من أسس الشركة ومدرستها؟")]
    public void QuestionInAnotherLanguageThatAsksForOneThing_StaysWhole(string language, string question) =>
        Assert.Equal([question], QuestionParts.Of(question, language));

    [Theory]
    [InlineData("How do I drain and fill the boiler?")]
    [InlineData("I drained the boiler. How do I fill it?")]
    [InlineData("Who founded the firm and its school?")]
    [InlineData("Which plugin is there for VS Code?")]
    [InlineData("does it open in vs code")]
    [InlineData("vs?")]
    public void QuestionThatAsksForOneThing_StaysWhole(string question) => Assert.Equal([question], QuestionParts.Of(question, "en"));

    [Fact]
    public void EveryLanguageOfTheWordLists_HasForms() => Assert.Equal(LanguageWords.Codes.Order(), QuestionForms.Languages.Order());
}
