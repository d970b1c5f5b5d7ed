using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;

namespace RagCluster.Vectors.Tests.Codes;

public sealed class CodeScaleTests
{
    [Fact]
    public void UnitVectors_UseTheWholeRange()
    {
        FlatRows rows = TestRows.Clustered(2000, Metric.Cosine, 3);
        CodeScale scale = CodeScaleFit.Fit(rows, [.. Enumerable.Range(0, rows.Count)]);
        sbyte[] codes = new sbyte[CodeBuffer.StrideOf(rows.Dimensions)];
        int lowest = 0;
        int highest = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            scale.EncodeRow(rows[row], codes);
            lowest = Math.Min(lowest, codes.Min());
            highest = Math.Max(highest, codes.Max());
        }

        Assert.InRange(lowest, -127, -115);
        Assert.InRange(highest, 115, 127);
    }

    [Fact]
    public void ValuesWithinTheRange_AreOffByHalfAStepAtMost()
    {
        FlatRows rows = TestRows.Clustered(500, Metric.Euclidean, 4);
        CodeScale scale = CodeScaleFit.Fit(rows, [.. Enumerable.Range(0, rows.Count)]);
        sbyte[] codes = new sbyte[CodeBuffer.StrideOf(rows.Dimensions)];
        for (int row = 0; row < rows.Count; row++)
        {
            scale.EncodeRow(rows[row], codes);
            for (int d = 0; d < rows.Dimensions; d++)
            {
                float wanted = rows[row][d] - scale.Mean[d];
                if (MathF.Abs(wanted) <= CodeScale.CodeMax * scale.Step)
                    Assert.True(MathF.Abs(wanted - codes[d] * scale.Step) <= 0.5001f * scale.Step);
                else
                    Assert.Equal(CodeScale.CodeMax, Math.Abs(codes[d]));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(0f)]
    [InlineData(float.MaxValue)]
    public void OddValues_StayWithinTheCodes(float value)
    {
        FlatRows rows = new([value, value, 1, -1, 0.5f, value], 3, Metric.Dot);
        CodeScale scale = CodeScaleFit.Fit(rows, [0, 1]);
        sbyte[] codes = new sbyte[CodeBuffer.StrideOf(3)];
        scale.EncodeRow(rows[0], codes);
        Assert.All(codes, code => Assert.InRange(code, -CodeScale.CodeMax, CodeScale.CodeMax));
        float step = CodeScale.EncodeForDot(rows[0], codes);
        Assert.True(float.IsFinite(step) && step > 0);
        Assert.All(codes, code => Assert.InRange(code, -CodeScale.CodeMax, CodeScale.CodeMax));
    }

    [Fact]
    public void NoRows_GiveAUsableScale() => Assert.Equal(1, CodeScaleFit.Fit(new FlatRows([], 3, Metric.Dot), []).Step);
}
