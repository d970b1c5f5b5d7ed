using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class AnswerTypesTests
{
    [Theory]
    [InlineData("Descaling is the removal of lime.", 1)]
    [InlineData("Descaling means to remove lime.", 1)]
    [InlineData("Descaling in hard water refers to removing lime.", 1)]
    [InlineData("Descaling of a boiler is the removal of lime.", 1)]
    [InlineData("Descaling is always possible.", 0.6)]
    [InlineData("Automatic descaling in summer is always possible.", 0.6)]
    [InlineData("Descaling is always possible, and descaling is the removal of lime.", 1)]
    [InlineData("Descaling of a boiler takes an hour, and the pump of it is idle.", 0.3)]
    [InlineData("Descaling takes an hour in a boiler.", 0.3)]
    [InlineData("A pump is idle.", 0.3)]
    public void WhatSaysWhatSomethingIs_DefinesIt(string sentence, double expected) =>
        Assert.Equal(expected, AnswerTypes.Match(QuestionReader.Read("What is descaling?"), Tokens.Read(sentence)));
}
