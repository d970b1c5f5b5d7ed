namespace RagCluster.Grounding.Tests.Calibration;

/// <summary>A small set of our own, for a checkout without the shared data.</summary>
internal static class BuiltInQuestions
{
    private static readonly (string Title, string Text, (string Question, string Answer)[] Asked)[] Texts =
    [
        (
            "Lighthouse",
            "The lighthouse on Gull Rock was finished in 1862. Its lamp can be seen from 31 kilometres away. The last keeper, "
                + "Nora Quist, left in 1974.",
            [
                ("When was the lighthouse on Gull Rock finished?", "1862"),
                ("From how far away can the lamp of the lighthouse be seen?", "31 kilometres"),
                ("Who was the last keeper of the lighthouse?", "Nora Quist"),
            ]
        ),
        (
            "Bakery",
            "The bakery opens at six in the morning. Rye bread is baked on Tuesdays because the mill delivers on Mondays. A loaf "
                + "costs 4 euros.",
            [
                ("When does the bakery open?", "six in the morning"),
                ("Why is rye bread baked on Tuesdays?", "because the mill delivers on Mondays"),
                ("How much does a loaf cost?", "4 euros"),
            ]
        ),
        (
            "Beaver",
            "Beavers build dams of branches and mud. An adult beaver weighs up to 30 kilograms. Their lodges have entrances under water.",
            [
                ("What do beavers build dams of?", "branches and mud"),
                ("How much does an adult beaver weigh?", "up to 30 kilograms"),
                ("Where are the entrances of beaver lodges?", "under water"),
            ]
        ),
        (
            "Kiln",
            "The kiln is fired with oak for three days. Glaze made of ash gives the bowls a green colour. Cracked bowls are "
                + "ground to powder.",
            [
                ("What is the kiln fired with?", "oak"),
                ("How long is the kiln fired?", "three days"),
                ("Which colour does ash glaze give the bowls?", "green"),
            ]
        ),
        (
            "Ferry",
            "The ferry to Skarv leaves every two hours. In winter it is cancelled when waves are higher than 4 metres. Bicycles "
                + "travel free of charge.",
            [
                ("How often does the ferry to Skarv leave?", "every two hours"),
                ("When is the ferry cancelled in winter?", "when waves are higher than 4 metres"),
                ("What travels free of charge on the ferry?", "Bicycles"),
            ]
        ),
    ];

    internal static QuestionSet Load()
    {
        QuestionSet set = new();
        foreach ((string? title, string? text, (string Question, string Answer)[]? asked) in Texts)
        {
            foreach ((string? question, string? answer) in asked)
            {
                set.Items.Add(
                    new QuestionSet.Item(
                        question,
                        question,
                        set.Paragraphs.Count,
                        [(text.IndexOf(answer, StringComparison.Ordinal), answer)],
                        IsHeldOut: true
                    )
                );
            }

            set.Paragraphs.Add((title, text));
        }

        return set;
    }
}
