namespace RagCluster.Grounding.Evidence;

/// <summary>What a question asks for.</summary>
internal enum QuestionKind
{
    /// <summary>Nothing that a form of words shows.</summary>
    Other = 0,

    /// <summary>A person or group: who.</summary>
    Person = 1,

    /// <summary>A time: when, what year.</summary>
    Time = 2,

    /// <summary>A place: where, what city.</summary>
    Place = 3,

    /// <summary>A count or measure: how many, how much, how long, what percentage.</summary>
    Quantity = 4,

    /// <summary>A reason: why.</summary>
    Reason = 5,

    /// <summary>A way: how.</summary>
    Manner = 6,

    /// <summary>Yes or no.</summary>
    YesNo = 7,

    /// <summary>What something is.</summary>
    Definition = 8,

    /// <summary>A thing of a named kind: which company.</summary>
    Thing = 9,

    /// <summary>How to do something: steps, a command or code.</summary>
    HowTo = 10,
}
