using System.Text;

namespace RagCluster.MemoryBenchmark;

/// <summary>Documents and questions made from a seed. A document tells facts about one machine; a question asks for one of them.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Texts(int seed)
{
    private const int MachinesKnown = 4_000;
    private const int FactsPerDocument = 60;
    private const int FrequentQuestions = 50;
    private static readonly string[] Parts =
    [
        "boiler",
        "grinder",
        "pump",
        "valve",
        "filter",
        "tank",
        "display",
        "lever",
        "nozzle",
        "sensor",
        "gasket",
        "tray",
    ];
    private static readonly string[] Verbs = ["needs", "loses", "shows", "takes", "reports", "draws", "holds", "measures"];
    private static readonly string[] Units = ["litres", "grams", "seconds", "watts", "bars", "degrees", "days", "cups"];
    private static readonly string[] Times =
    [
        "after the first start",
        "when it is cold",
        "during cleaning",
        "at the end of a shift",
        "in winter",
        "after a repair",
    ];
    private readonly Random _random = new(seed);

    /// <summary>A document of about 4,000 characters in Markdown.</summary>
    internal string Document(int machine)
    {
        StringBuilder text = new();
        text.Append("# Handbook of machine ").Append(machine).Append("\n\n");
        for (int fact = 0; fact < FactsPerDocument; fact++)
        {
            if (fact % 12 == 0)
                text.Append("\n\n## ").Append(Pick(Parts)).Append(" of machine ").Append(machine).Append("\n\n");
            text.Append("The ")
                .Append(Pick(Parts))
                .Append(" of machine ")
                .Append(machine)
                .Append(' ')
                .Append(Pick(Verbs))
                .Append(' ')
                .Append(_random.Next(2, 900))
                .Append(' ')
                .Append(Pick(Units))
                .Append(' ')
                .Append(Pick(Times))
                .Append(". ");
        }

        return text.ToString();
    }

    /// <summary>A question; every other one is among a few that are asked often, as it is in life.</summary>
    internal string Question()
    {
        int machine = _random.Next(2) == 0 ? _random.Next(FrequentQuestions) : _random.Next(MachinesKnown);
        return $"How many {Pick(Units)} does the {Pick(Parts)} of machine {machine} need {Pick(Times)}?";
    }

    private string Pick(string[] among) => among[_random.Next(among.Length)];
}
