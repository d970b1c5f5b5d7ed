using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

public sealed class NumberSpellingTests
{
    private readonly SentenceVerifier _verifier = new(new GroundingOptions().SupportMin);

    [Theory]
    [InlineData("Die Maschine kostet 1.234,56 Euro.", "Die Maschine kostet 1.234,56 Euro.", true)]
    [InlineData("Die Maschine kostet 1234,56 Euro.", "Die Maschine kostet 1.234,56 Euro.", true)]
    [InlineData("Die Maschine kostet 1.234,57 Euro.", "Die Maschine kostet 1.234,56 Euro.", false)]
    [InlineData("Das Gewicht der Maschine ist 12,5 kg.", "Das Gewicht der Maschine ist 12,50 kg.", true)]
    [InlineData("Das Gewicht der Maschine ist 12,5 kg.", "Das Gewicht der Maschine ist 12,6 kg.", false)]
    [InlineData("Gewicht Maschine: 12,5 kg.", "Das Gewicht der Maschine ist 12,5 kg.", true)]
    [InlineData("La ville compte 12\u202F345 habitants.", "La ville compte 12 345 habitants.", true)]
    [InlineData("La ville compte 12 346 habitants.", "La ville compte 12 345 habitants.", false)]
    [InlineData("The machine costs 1234 dollars.", "The machine costs 1,234 dollars.", true)]
    [InlineData("The machine costs 1.5 dollars.", "The machine costs 1,500 dollars.", false)]
    public void Number_IsTheSameInAnySpelling(string claim, string source, bool isSupported) => AssertJudged(claim, source, isSupported);

    [Theory]
    [InlineData("Die Maschine wurde am 3. Oktober 2025 vorgestellt.", "Die Maschine wurde am 3.10.2025 vorgestellt.", true)]
    [InlineData("Die Maschine wurde am 3.10.2025 vorgestellt.", "Die Maschine wurde am 3. Oktober 2025 vorgestellt.", true)]
    [InlineData("Die Maschine wurde am 4.10.2025 vorgestellt.", "Die Maschine wurde am 3. Oktober 2025 vorgestellt.", false)]
    [InlineData("Die Maschine wurde am 3.11.2025 vorgestellt.", "Die Maschine wurde am 3. Oktober 2025 vorgestellt.", false)]
    [InlineData("Die Maschine wurde am 3.10.2024 vorgestellt.", "Die Maschine wurde am 3. Oktober 2025 vorgestellt.", false)]
    [InlineData("La máquina se presentó el 3 de octubre de 2025.", "La máquina se presentó el 3/10/2025.", true)]
    [InlineData("La máquina se presentó el 3 de noviembre de 2025.", "La máquina se presentó el 3 de octubre de 2025.", false)]
    [InlineData("Машина представлена 3 октября 2025 г.", "Машина представлена 03.10.2025 в Москве.", true)]
    [InlineData("机器于2025年10月3日发布。", "机器于2025-10-03发布。", true)]
    [InlineData("机器于2025年11月3日发布。", "机器于2025年10月3日发布。", false)]
    [InlineData("The machine was shown on October 3, 2025.", "The machine was shown on 2025-10-03.", true)]
    [InlineData("The machine was shown on May 3, 2025.", "The machine was shown on 2025-05-03.", true)]
    [InlineData("The machine was shown on October 3, 2025.", "The machine was shown on 03/10/2025.", true)]
    [InlineData("The machine was shown on March 10, 2025.", "The machine was shown on 03/10/2025.", true)]
    [InlineData("The machine was shown on October 4, 2025.", "The machine was shown on 03/10/2025.", false)]
    [InlineData("It was shown on October 5, 2024.", "It was shown on October 3, 2024, and sold on October 5, 2025.", false)]
    [InlineData("It was sold on October 2, 2025.", "It was sold from 2 to 5 October 2025.", true)]
    [InlineData("The house was built in June 1990.", "Work began in May 1990, and in June the house was built.", true)]
    public void Date_IsTheSameInAnySpelling(string claim, string source, bool isSupported) => AssertJudged(claim, source, isSupported);

    [Theory]
    [InlineData("The cable is 3 m long.", "The cable is 3 metres long.", true)]
    [InlineData("The cable is 3 km long.", "The cable is 3 m long.", false)]
    [InlineData("The server answers within 5 s.", "The server answers within 5 ms.", false)]
    [InlineData("The server answers within 5 µs.", "The server answers within 5 ms.", false)]
    [InlineData("The dose is 10 µg twice a day.", "The dose is 10 mg twice a day.", false)]
    [InlineData("The dose is 10 mg, 3 times an hour.", "The dose is 10 mg, 3 times a day.", false)]
    [InlineData("The dose is 10 mg, 3 times per day.", "The dose is 10 mg, 3 times a day.", true)]
    [InlineData("The pump runs at 230 kV.", "The pump runs at 230 V.", false)]
    [InlineData("The pump runs at -20 °C.", "The pump runs at 20 °C.", false)]
    [InlineData("The pump runs at −20 °C.", "The pump runs at minus 20 °C.", true)]
    [InlineData("The pump weighs 30k kg.", "The pump weighs 30 kg.", false)]
    [InlineData("The pump weighs 30e3 kg.", "The pump weighs 30 kg.", false)]
    [InlineData("The pump weighs 30 t.", "The pump weighs 30 kg.", false)]
    [InlineData("The pump weighs 30 kg.", "The pump weighs 30kg.", true)]
    [InlineData("The pump moves 14 litres per hour.", "The pump moves 14 litres per minute.", false)]
    [InlineData("The pump moves 14 litres a minute.", "The pump moves 14 litres per minute.", true)]
    [InlineData("The plan costs 5 euros per year.", "The plan costs 5 euros per month.", false)]
    [InlineData("The plan costs €5 per month.", "The plan costs 5 euros per month.", true)]
    [InlineData("The car reaches 120 km/s.", "The car reaches 120 km/h.", false)]
    [InlineData("The car reaches 120 km/h.", "The car reaches 120 km per hour.", true)]
    [InlineData("The tank holds 2 psi.", "The tank holds 2 bar.", false)]
    [InlineData("The field has 12 acres.", "The field has 12 ha.", false)]
    [InlineData("The pages 5-10 describe the pump.", "The pages 5 to 10 describe the pump.", true)]
    [InlineData("The pump was built in the 1980s.", "The pump was built in the 1980s.", true)]
    [InlineData("The shop opens at 10 am.", "The shop opens at 10am.", true)]
    public void Unit_RateAndSign_BelongToTheNumber(string claim, string source, bool isSupported) =>
        AssertJudged(claim, source, isSupported);

    private void AssertJudged(string claim, string source, bool isSupported)
    {
        Support support = _verifier.Verify(claim, Samples.Passage(source));

        Assert.True(support.IsSupported == isSupported, $"'{claim}' score {support.Score:0.00}, {support.Fault ?? "no fault"}");
    }
}
