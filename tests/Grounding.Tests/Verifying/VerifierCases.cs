namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Sentences with a source, written by hand: what a model may say that is right, and the ways in which it goes wrong.</summary>
internal static class VerifierCases
{
    private const string Toaster =
        "The warranty of the Crisp 200 toaster lasts 24 months from the date of purchase. It covers defects of material and workmanship. "
        + "Damage by water is not covered. Repairs are done in Lyon and take up to 10 working days.";

    private const string Curie =
        "Marie Curie was born in Warsaw in 1867. She moved to Paris in 1891 and studied physics at the Sorbonne. "
        + "In 1903 she shared the Nobel Prize in Physics with Pierre Curie and Henri Becquerel. In 1911 she received the Nobel "
        + "Prize in Chemistry.";

    private const string Server =
        "The server listens on port 8080 by default. Uploads are limited to 25 MB per file, and a batch may hold 100 files. "
        + "Passwords are never stored in plain text. Caching is disabled unless the option CacheSize is set. "
        + "The service may reject requests when the queue is full.";

    private const string Economy =
        "In 2019 exports rose by 3.5% to $2.5 million, while imports fell by 1.2%. Most farmers sold their harvest before winter. "
        + "The population of the town is 1,250,000. The mine employs twenty-five workers and the mill employs 40.";

    private const string Animals =
        "The northern fur seal feeds mainly on fish and squid. Its pups are born in July and weigh about 5 kg. "
        + "Orcas hunt seals, but the seals do not hunt orcas. Some colonies have disappeared since the 1950s.";

    internal static IEnumerable<(string Kind, string Claim, string Source, bool IsSupported)> All() =>
        Verbatim()
            .Concat(Paraphrased())
            .Concat(NumberChanged())
            .Concat(Negated())
            .Concat(NameChanged())
            .Concat(Extended())
            .Concat(Contradicted())
            .Concat(Unrelated());

    private static IEnumerable<(string, string, string, bool)> Verbatim() =>
        Of(
            "verbatim",
            true,
            ("The warranty of the Crisp 200 toaster lasts 24 months from the date of purchase.", Toaster),
            ("Damage by water is not covered.", Toaster),
            ("Marie Curie was born in Warsaw in 1867.", Curie),
            ("Passwords are never stored in plain text.", Server),
            ("The population of the town is 1,250,000.", Economy),
            ("Orcas hunt seals, but the seals do not hunt orcas.", Animals),
            ("Some colonies have disappeared since the 1950s.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> Paraphrased() =>
        Of(
            "paraphrase",
            true,
            ("The Crisp 200 toaster has a warranty of 24 months.", Toaster),
            ("The toaster's warranty is valid for 24 months after purchase.", Toaster),
            ("Water damage isn't covered.", Toaster),
            ("The warranty covers material defects.", Toaster),
            ("Repairs take up to ten working days.", Toaster),
            ("Repairs are carried out in Lyon.", Toaster),
            ("Curie was born in 1867 in Warsaw.", Curie),
            ("Marie Curie moved to Paris in 1891.", Curie),
            ("She studied physics at the Sorbonne in Paris.", Curie),
            ("She received the Nobel Prize in Chemistry in 1911.", Curie),
            ("Marie Curie shared the 1903 Nobel Prize in Physics with Henri Becquerel.", Curie),
            ("By default, the server listens on port 8080.", Server),
            ("Each uploaded file is limited to 25 MB.", Server),
            ("A batch may hold up to 100 files.", Server),
            ("The service might reject requests if the queue is full.", Server),
            ("Plain-text passwords are never stored.", Server),
            ("Exports rose by 3.5 percent in 2019.", Economy),
            ("The town has a population of 1250000.", Economy),
            ("The mine employs 25 workers.", Economy),
            ("Exports increased to 2.5 million dollars in 2019.", Economy),
            ("The mill employs forty workers.", Economy),
            ("Imports fell by 1.2%.", Economy),
            ("Most farmers sold the harvest before winter.", Economy),
            ("Northern fur seals feed mainly on squid and fish.", Animals),
            ("The pups of the northern fur seal weigh about five kilograms.", Animals),
            ("Seals do not hunt orcas.", Animals),
            ("Orcas hunt seals.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> NumberChanged() =>
        Of(
            "number",
            false,
            ("The warranty of the Crisp 200 toaster lasts 36 months from the date of purchase.", Toaster),
            ("The warranty of the Crisp 200 toaster lasts 24 days from the date of purchase.", Toaster),
            ("Repairs take up to 24 working days.", Toaster),
            ("Marie Curie was born in Warsaw in 1876.", Curie),
            ("Marie Curie was born in Warsaw in 1891.", Curie),
            ("In 1911 she shared the Nobel Prize in Physics with Pierre Curie.", Curie),
            ("The server listens on port 8081 by default.", Server),
            ("Uploads are limited to 100 MB per file.", Server),
            ("Exports rose by 1.2% in 2019.", Economy),
            ("The population of the town is 125,000.", Economy),
            ("The mine employs 40 workers.", Economy),
            ("Exports rose to $2.5 billion.", Economy),
            ("The pups weigh about 5 g.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> Negated() =>
        Of(
            "negation",
            false,
            ("Damage by water is covered.", Toaster),
            ("The warranty does not cover defects of material.", Toaster),
            ("Marie Curie was not born in Warsaw.", Curie),
            ("Passwords are stored in plain text.", Server),
            ("Uploads are not limited to 25 MB per file.", Server),
            ("The server never listens on port 8080.", Server),
            ("Exports did not rise in 2019.", Economy),
            ("Seals hunt orcas.", Animals),
            ("The pups aren't born in July.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> NameChanged() =>
        Of(
            "name",
            false,
            ("The warranty of the Toasty 300 toaster lasts 24 months.", Toaster),
            ("Repairs are done in Paris and take up to 10 working days.", Toaster),
            ("Marie Curie was born in Kraków in 1867.", Curie),
            ("Marie Curie studied physics at the Humboldt University.", Curie),
            ("In 1911 she received the Nobel Prize in Literature.", Curie),
            ("She shared the Nobel Prize in Physics with Albert Einstein.", Curie),
            ("Caching is disabled unless the option QueueSize is set.", Server),
            ("Its pups are born in August.", Animals),
            ("Einstein moved to Paris in 1891.", Curie),
            ("Einstein was born in Warsaw in 1867.", Curie),
            ("Einstein shared the Nobel Prize in Physics in 1903.", Curie),
            ("Roman fur seals feed mainly on fish and squid.", "Norman fur seals feed mainly on fish and squid."),
            ("Edison built the tower in 1889.", "Eiffel built the tower in 1889.")
        );

    private static IEnumerable<(string, string, string, bool)> Extended() =>
        Of(
            "extended",
            false,
            ("The warranty of the Crisp 200 toaster lasts 24 months, and it can be extended free of charge.", Toaster),
            ("Repairs are done in Lyon, which is the headquarters of the company.", Toaster),
            ("Marie Curie was born in Warsaw in 1867 and was the youngest of five children.", Curie),
            ("The server listens on port 8080 by default, but administrators can change it in the configuration file.", Server),
            ("Exports rose by 3.5% because of strong demand for copper.", Economy),
            ("The northern fur seal feeds mainly on fish, squid and penguins.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> Contradicted() =>
        Of(
            "contradicted",
            false,
            ("Exports fell by 3.5% in 2019.", Economy),
            ("Caching is enabled unless the option CacheSize is set.", Server),
            ("All farmers sold their harvest before winter.", Economy),
            ("Most farmers sold their harvest after winter.", Economy),
            ("The southern fur seal feeds mainly on fish and squid.", Animals),
            ("The service rejects requests when the queue is full.", Server),
            ("All colonies have disappeared since the 1950s.", Animals)
        );

    private static IEnumerable<(string, string, string, bool)> Unrelated() =>
        Of(
            "unrelated",
            false,
            ("The toaster is available in red and black.", Toaster),
            ("Curie's daughter became a chemist.", Curie),
            ("The server is written in C#.", Server),
            ("Tourism is the most important industry.", Economy),
            ("The moon orbits the earth.", Animals),
            ("See the documentation for details.", Server)
        );

    private static IEnumerable<(string, string, string, bool)> Of(
        string kind,
        bool isSupported,
        params (string Claim, string Source)[] pairs
    ) => pairs.Select(p => (kind, p.Claim, p.Source, isSupported));
}
