using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Chunking;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One ends. Two begins! Three asks? Four.", "One ends.|Two begins!|Three asks?|Four.")]
    [InlineData("Dr. Smith met Mrs. Jones. They left.", "Dr. Smith met Mrs. Jones.|They left.")]
    [InlineData("See Fig. 3 and Eq. (4). It holds.", "See Fig. 3 and Eq. (4).|It holds.")]
    [InlineData("The U.S. Army moved. The U.S. The end.", "The U.S. Army moved.|The U.S.|The end.")]
    [InlineData("As Smith et al. (2020) say. Miller et al. The rest.", "As Smith et al. (2020) say.|Miller et al.|The rest.")]
    [InlineData("It costs 3.5 EUR. Version 2.0.1 ships.", "It costs 3.5 EUR.|Version 2.0.1 ships.")]
    [InlineData("J. R. R. Tolkien wrote it. We read it.", "J. R. R. Tolkien wrote it.|We read it.")]
    [InlineData("He said \"Stop.\" She did. (It was late.) Then night.", "He said \"Stop.\"|She did.|(It was late.)|Then night.")]
    [InlineData("\"Really?\" he asked. \"Yes!\"", "\"Really?\" he asked.|\"Yes!\"")]
    [InlineData("Wait... what happened? Well… Nothing.", "Wait... what happened?|Well…|Nothing.")]
    [InlineData("It was shown.[12] Later work[3] agreed.", "It was shown.[12]|Later work[3] agreed.")]
    [InlineData("Use apples, e.g. red ones, i.e. the good ones. Eat.", "Use apples, e.g. red ones, i.e. the good ones.|Eat.")]
    [InlineData("See No. 5 on pp. 3 to 9. I said no. It was Jan. 12 then.", "See No. 5 on pp. 3 to 9.|I said no.|It was Jan. 12 then.")]
    [InlineData("これは文です。次の文！終わり？はい。", "これは文です。|次の文！|終わり？|はい。")]
    [InlineData("他说「你好。」然后走了。", "他说「你好。」|然后走了。")]
    [InlineData("Items:\n- first\n- second\n1. third\n2) fourth", "Items:|- first|- second|1. third|2) fourth")]
    [InlineData("A soft\nwrap stays. Next.", "A soft\nwrap stays.|Next.")]
    [InlineData("no stop\n\nnew paragraph\n \nlast", "no stop|new paragraph|last")]
    [InlineData("Visit www.example.org for more. Use yarn. npm works too.", "Visit www.example.org for more.|Use yarn.|npm works too.")]
    [InlineData("What?! No. Never.", "What?!|No.|Never.")]
    [InlineData("Prof. Ada of Acme Inc. Berlin came at 5 p.m. It rained.", "Prof. Ada of Acme Inc. Berlin came at 5 p.m.|It rained.")]
    [InlineData("  ", "")]
    [InlineData(
        "Die Maschine wurde am 3. November 2025 vorgestellt. Sie läuft.",
        "Die Maschine wurde am 3. November 2025 vorgestellt.|Sie läuft."
    )]
    [InlineData(
        "Prof. Dr. Anna Müller kam am 12. Mai 2021 in Köln an. Es regnete.",
        "Prof. Dr. Anna Müller kam am 12. Mai 2021 in Köln an.|Es regnete."
    )]
    [InlineData("Fristen, z. B. der 31. März, gelten i. d. R. Das ist so.", "Fristen, z. B. der 31. März, gelten i. d. R. Das ist so.")]
    [InlineData(
        "Im 19. Jahrhundert, nach dem 2. Weltkrieg und in der 3. Auflage. Ende.",
        "Im 19. Jahrhundert, nach dem 2. Weltkrieg und in der 3. Auflage.|Ende."
    )]
    [InlineData("Es waren 31. Danach gingen sie. Der 1. FC Köln siegte.", "Es waren 31.|Danach gingen sie.|Der 1. FC Köln siegte.")]
    [InlineData("Am 3. 10. 2025 war Ruhe. Punkt 12. Die Tür.", "Am 3. 10. 2025 war Ruhe.|Punkt 12.|Die Tür.")]
    [InlineData("Hauptstr. 5, inkl. der Äpfel, Birnen usw. Danach Bd. 2.", "Hauptstr. 5, inkl. der Äpfel, Birnen usw.|Danach Bd. 2.")]
    [InlineData(
        "El Sr. García y la Dra. López, p. ej. Ana, pág. 5, núm. 3. Fin.",
        "El Sr. García y la Dra. López, p. ej. Ana, pág. 5, núm. 3.|Fin."
    )]
    [InlineData(
        "M. Dupont, p. ex. Mme. Curie, le 3 janv. 2025, etc. Les autres.",
        "M. Dupont, p. ex. Mme. Curie, le 3 janv. 2025, etc. Les autres."
    )]
    [InlineData("Il Sig. Rossi e il dott. Bianchi, pag. 7, ecc. Il resto.", "Il Sig. Rossi e il dott. Bianchi, pag. 7, ecc.|Il resto.")]
    [InlineData("O Sr. Silva e a Profa. Lima. Depois, p. ex. Ana.", "O Sr. Silva e a Profa. Lima.|Depois, p. ex. Ana.")]
    [InlineData("Aan dhr. Jansen, bijv. een brief, blz. 3, enz. Het einde.", "Aan dhr. Jansen, bijv. een brief, blz. 3, enz.|Het einde.")]
    [InlineData(
        "В 1869 г. Д. И. Менделеев, т. е. он, жил на ул. Ленина, д. 5. Потом.",
        "В 1869 г. Д. И. Менделеев, т. е. он, жил на ул. Ленина, д. 5.|Потом."
    )]
    [InlineData(
        "Основан в 1703 г. Он стоит. Это 5 млрд. рублей и т. д. Конец.",
        "Основан в 1703 г.|Он стоит.|Это 5 млрд. рублей и т. д. Конец."
    )]
    [InlineData("قال د. أحمد ذلك. ثم ذهب.", "قال د. أحمد ذلك.|ثم ذهب.")]
    [InlineData(
        "He ran out. 5 came. I am set. 3 left. Years ago. 2 ran. Never mind. Go.",
        "He ran out.|5 came.|I am set.|3 left.|Years ago.|2 ran.|Never mind.|Go."
    )]
    [InlineData("I am 3. He is 4. Of x and y. The end. Roll a die. Berlin.", "I am 3.|He is 4.|Of x and y.|The end.|Roll a die.|Berlin.")]
    public void Split_Text_EndsSentencesWhereAReaderWould(string text, string expected)
    {
        IEnumerable<string> sentences = SentenceSplitter.Split(text, 0, text.Length).Select(s => text[s.Start..s.End]);

        Assert.Equal(expected, string.Join('|', sentences));
    }

    [Fact]
    public void Split_Range_KeepsOffsetsOfTheWholeText()
    {
        const string Text = "Skip this. Take this. Not this.";

        TextSpan sentence = Assert.Single(SentenceSplitter.Split(Text, 10, 21));

        Assert.Equal(new TextSpan(11, 21), sentence);
    }

    [Fact]
    public void Split_RangeOutsideTheText_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SentenceSplitter.Split("short", 2, 9));

    // Hours where a run is walked again from each of its characters.
    [Theory]
    [InlineData(".", " x")]
    [InlineData("!?", " x")]
    [InlineData("…", " x")]
    [InlineData(". ", "x")]
    [InlineData(".)", " x")]
    [InlineData(" .x", " y")]
    [InlineData("\n", ". x")]
    public void Split_LongRunThatEndsNoSentence_IsWalkedOnce(string repeated, string end)
    {
        string text = "A. " + new string(' ', 1 << 20) + string.Concat(Enumerable.Repeat(repeated, 1 << 20)) + end;

        IReadOnlyList<TextSpan> sentences = SentenceSplitter.Split(text, 0, text.Length);

        Assert.Equal(text.Length, sentences[^1].End);
    }

    [Fact]
    public void Split_RandomText_CoversEveryCharacterOnceAndInOrder()
    {
        const string Alphabet = "aA .!?…\n\"(「。)1-日;";
        Random random = new(20);
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            int end = 0;
            foreach (TextSpan sentence in SentenceSplitter.Split(text, 0, text.Length))
            {
                Assert.True(string.IsNullOrWhiteSpace(text[end..sentence.Start]), text);
                Assert.False(char.IsWhiteSpace(text[sentence.Start]) || char.IsWhiteSpace(text[sentence.End - 1]), text);
                end = sentence.End;
            }

            Assert.True(string.IsNullOrWhiteSpace(text[end..]), text);
        }
    }
}
