using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagCluster.Browser.Tests.Browsing;

namespace RagCluster.Browser.Tests;

/// <summary>
/// The page at <c>/plans</c>. Neither does a planner get suspended nor a knob turned within a test, so these states are put into what the
/// server says; what the buttons ask of it, it answers itself.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed partial class PlansPageTests(BrowserFixture browser)
{
    private const string Keyword = "#classes details[data-key$=' keyword']";
    private const string Hedging = "#knobs .knob[data-key=hedge_delay]";

    [Fact]
    public async Task Class_OpensByKeyboard_AndShowsWhatTheServerSays()
    {
        string collection = await NewCollectionAsync();
        await using Tab tab = await browser.OpenAsync($"/plans#c={collection}");
        await tab.At($"{Keyword} summary").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        ILocator rows = tab.At($"{Keyword} [data-part=plans] tbody tr");
        await rows.First.WaitForAsync();

        JsonNode known = (await browser.Http.GetFromJsonAsync<JsonNode>($"/api/v1/plans?collection={collection}"))!;
        Assert.Equal(known["data"]!.AsArray().Count, await tab.At("#classes details").CountAsync());
        JsonNode keyword = known["data"]!.AsArray().Single(one => one!["query_class"]!.ToString() == "keyword")!;
        JsonNode[] plans = [.. keyword["plans"]!.AsArray().Select(plan => plan!)];
        Assert.Equal(plans.Length, await rows.CountAsync());
        foreach (JsonNode plan in plans)
        {
            ILocator bars = tab.At($"{Keyword} tr[data-key='{plan["plan"]}'] progress");
            Assert.Equal(plan["probability"]!.GetValue<double>(), await bars.Nth(0).EvaluateAsync<double>("bar => bar.value"), 9);
            Assert.Equal(plan["amplitude"]!.GetValue<double>(), await bars.Nth(1).EvaluateAsync<double>("bar => bar.value"), 9);
        }

        Assert.Contains("RAG__Planner__IsOn=true", await tab.At("#planner-off").InnerTextAsync(), StringComparison.Ordinal);
        Assert.False(await tab.At($"{Keyword} [data-part=resume]").IsVisibleAsync());
        await tab.ShootAsync("plans-light");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task SuspendedPlanner_SaysSinceWhenAndWhy_AndIsResumed()
    {
        string collection = await NewCollectionAsync();
        await using Tab tab = await browser.OpenAsync("/cluster");
        bool isResumed = false;
        await tab.Page.RouteAsync(
            "**/api/v1/plans/resume",
            async route =>
            {
                isResumed = true;
                await route.ContinueAsync();
            }
        );
        await tab.Page.RouteAsync(PlansQuery(), route => AnswerAsync(route, plans => isResumed ? plans : Suspended(plans)));
        await tab.Page.GotoAsync($"/plans#c={collection}");
        await tab.At($"{Keyword} summary").ClickAsync();
        Assert.Equal("suspended", await tab.At($"{Keyword} .pill").InnerTextAsync());
        Assert.Contains("2026", await tab.At($"{Keyword} [data-part=role]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "−0.010 (−0.030 to +0.010)",
            await tab.At($"{Keyword} [data-part=gain]").InnerTextAsync(),
            StringComparison.Ordinal
        );
        await tab.ShootAsync("plans-suspended");

        await tab.At($"{Keyword} [data-part=resume]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.At("#plans-said", "The planner of keyword chooses again").WaitForAsync();
        await tab.At($"{Keyword} .pill:not([data-state=suspended])").WaitForAsync();
        Assert.False(await tab.At($"{Keyword} [data-part=resume]").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task RefusedResume_IsShownInItsClass()
    {
        string collection = await NewCollectionAsync();
        await using Tab tab = await browser.OpenAsync("/cluster");
        await tab.Page.RouteAsync(
            PlansQuery(),
            route =>
                AnswerAsync(
                    route,
                    plans =>
                    {
                        JsonNode changed = Suspended(plans);
                        Class(changed, "keyword")["query_class"] = "riddle";
                        return changed;
                    }
                )
        );
        await tab.Page.GotoAsync($"/plans#c={collection}");
        ILocator riddle = tab.At("#classes details[data-key$=' riddle']");
        await riddle.Locator("summary").ClickAsync();
        await riddle.Locator("[data-part=resume]").ClickAsync();
        await riddle.Locator("[data-part=error]", new LocatorLocatorOptions { HasText = "riddle" }).WaitForAsync();
        Assert.True(await riddle.Locator("[data-part=resume]").IsEnabledAsync());
        tab.AssertQuiet(provoked: "404");
    }

    [Fact]
    public async Task Knobs_AreShownBySilo_WithTheSettingThatTunesThem()
    {
        await using Tab tab = await browser.OpenAsync("/plans");
        ILocator hedging = tab.At(Hedging);
        await hedging.WaitForAsync();
        JsonNode silo = (await browser.Http.GetFromJsonAsync<JsonNode>("/api/v1/cluster"))!["silos"]![0]!;
        Assert.Equal($"On {silo["name"]}", await tab.At("#knobs h3").InnerTextAsync());
        Assert.Equal(["1", "0.5 to 2", "–"], await hedging.Locator("dd").AllInnerTextsAsync());
        Assert.Equal("off", await hedging.Locator(".pill").InnerTextAsync());
        Assert.Contains(
            "RAG__Query__TuneHedging=true",
            await hedging.Locator("[data-part=off]").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.False(await hedging.Locator("[data-part=release]").IsVisibleAsync());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Change_ThatTheServerDoesNotKnow_IsRefusedVisibly_AndAHeldKnobIsReleased()
    {
        await using Tab tab = await browser.OpenAsync("/cluster");
        bool isReleased = false;
        await tab.Page.RouteAsync(
            "**/api/v1/tuning/release",
            async route =>
            {
                isReleased = true;
                await route.ContinueAsync();
            }
        );
        await tab.Page.RouteAsync("**/api/v1/tuning", route => AnswerAsync(route, knobs => isReleased ? knobs : Held(knobs)));
        await tab.Page.GotoAsync("/plans");
        await tab.At($"{Hedging} [data-part=changes]", "It costs 12 % less time").WaitForAsync();
        Assert.Equal("held", await tab.At($"{Hedging} .pill").InnerTextAsync());
        await tab.ShootAsync("plans-held");

        await tab.At($"{Hedging} li[data-key='7'] button").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.At($"{Hedging} [data-part=error]", "7").WaitForAsync();
        await tab.At($"{Hedging} [data-part=release]").ClickAsync();
        await tab.At("#tuning-said", "may be tuned again").WaitForAsync();
        await tab.At($"{Hedging} .pill:not([data-state=held])").WaitForAsync();
        Assert.False(await tab.At($"{Hedging} [data-part=error]").IsVisibleAsync());
        tab.AssertQuiet(provoked: "404");
    }

    [Fact]
    public async Task RevertedChange_IsShownWithItsNewValue()
    {
        await using Tab tab = await browser.OpenAsync("/cluster");
        JsonNode? asked = null;
        JsonNode knobs = Held((await browser.Http.GetFromJsonAsync<JsonNode>("/api/v1/tuning"))!);
        await tab.Page.RouteAsync("**/api/v1/tuning", route => AnswerAsync(route, _ => knobs));
        await tab.Page.RouteAsync(
            "**/api/v1/tuning/revert",
            route =>
            {
                asked = JsonNode.Parse(route.Request.PostData!);
                JsonNode knob = Knob(knobs);
                knob["value"] = 1;
                knob["changes"]!.AsArray().Add(Change(8, 1.2, 1, "Change 7 was reverted by command."));
                return route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = knob.ToJsonString() });
            }
        );
        await tab.Page.GotoAsync("/plans");
        await tab.At($"{Hedging} li[data-key='7'] button").ClickAsync();
        await tab.At("#tuning-said", "is back at 1").WaitForAsync();
        await tab.At($"{Hedging} li[data-key='8']", "Change 7 was reverted by command.").WaitForAsync();
        Assert.Equal("1", await tab.At($"{Hedging} dd").First.InnerTextAsync());
        Assert.Equal(("hedge_delay", "7"), (asked!["knob"]!.ToString(), asked["change"]!.ToString()));
        Assert.Equal(Knob(knobs)["silo"]!.ToString(), asked["silo"]!.ToString());
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Telephone_InTheDark_NeedsNoSidewaysScrolling()
    {
        string collection = await NewCollectionAsync();
        await using Tab tab = await browser.OpenAsync("/cluster", width: 375);
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await tab.Page.RouteAsync(PlansQuery(), route => AnswerAsync(route, Suspended));
        await tab.Page.RouteAsync("**/api/v1/tuning", route => AnswerAsync(route, Held));
        await tab.Page.GotoAsync($"/plans#c={collection}");
        await tab.At($"{Keyword} summary").ClickAsync();
        await tab.At($"{Keyword} [data-part=stages] tbody tr").First.WaitForAsync();
        await tab.At($"{Hedging} [data-part=changes] li").First.WaitForAsync();
        Assert.True(await tab.OverflowAsync() <= 0, "The page is wider than the window.");
        await tab.ShootAsync("plans-telephone-dark");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task ClusterPage_LeadsHere()
    {
        await using Tab tab = await browser.OpenAsync("/cluster");
        await tab.At(".top nav a", "Plans").ClickAsync();
        await tab.At(Hedging).WaitForAsync();
        await tab.At("#server[data-state=ok]").WaitForAsync();
        tab.AssertQuiet();
    }

    [GeneratedRegex(@"/api/v1/plans\?")]
    private static partial Regex PlansQuery();

    private static async Task AnswerAsync(IRoute route, Func<JsonNode, JsonNode> change)
    {
        IAPIResponse response = await route.FetchAsync();
        string body = change(JsonNode.Parse(await response.TextAsync())!).ToJsonString();
        await route.FulfillAsync(
            new RouteFulfillOptions
            {
                Status = response.Status,
                ContentType = "application/json",
                Body = body,
            }
        );
    }

    private static JsonNode Class(JsonNode plans, string name) =>
        plans["data"]!.AsArray().Single(one => one!["query_class"]!.ToString() == name)!;

    private static JsonNode Suspended(JsonNode plans)
    {
        plans["is_on"] = true;
        JsonNode keyword = Class(plans, "keyword");
        keyword["trial"] = JsonNode.Parse(
            """
            {"suspended":true,"planned_queries":2900,"control_queries":150,"gain":-0.01,"lower":-0.03,"upper":0.01,
             "no_gain_since":"2026-03-01T10:00:00Z","suspended_at":"2026-03-02T10:00:00Z"}
            """
        );
        keyword["stages"] = JsonNode.Parse(
            """[{"stage":"lexical","expected_ms":1.8,"baseline_ms":2.1,"coherence":0.4,"last_seen_at":"2026-03-02T10:00:00Z"}]"""
        );
        return plans;
    }

    private static JsonNode Knob(JsonNode knobs) => knobs["data"]!.AsArray().First(knob => knob!["knob"]!.ToString() == "hedge_delay")!;

    private static JsonNode Held(JsonNode knobs)
    {
        JsonNode knob = Knob(knobs);
        knob["on"] = true;
        knob["held"] = true;
        knob["value"] = 1.2;
        knob["changes"] = new JsonArray(Change(7, 1, 1.2, "It costs 12 % less time (4 to 19 %), by 4100 uses against 16300."));
        return knobs;
    }

    private static JsonObject Change(int number, double from, double to, string reason) =>
        new()
        {
            ["number"] = number,
            ["at"] = "2026-03-02T10:00:00Z",
            ["from"] = from,
            ["to"] = to,
            ["reason"] = reason,
        };

    private async Task<string> NewCollectionAsync()
    {
        string name = $"c{Guid.NewGuid():N}";
        using HttpResponseMessage created = await browser.Http.PostAsJsonAsync("/api/v1/collections", new { name, shards = 1 });
        created.EnsureSuccessStatusCode();
        return name;
    }
}
